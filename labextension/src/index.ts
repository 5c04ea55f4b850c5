/** The plugin: it puts the sidebar into JupyterLab and follows the notebooks. */
import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, ISessionContextDialogs } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { FileDialog } from '@jupyterlab/filebrowser';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';

import styles from '../style/index.raw.css';
import { element } from './dom';
import { type Application, Sidebar } from './sidebar';

const OPEN = 'jupyter-analyst:open';
const MEASURE = 'jupyter-analyst:activate';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-analyst:plugin',
  description: 'The Analyst sidebar and its way into the notebook.',
  autoStart: true,
  requires: [INotebookTracker, IDocumentManager],
  optional: [ICommandPalette, ILayoutRestorer, ISessionContextDialogs],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    documents: IDocumentManager,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    dialogs: ISessionContextDialogs | null
  ) => {
    performance.mark(`${MEASURE}:start`);
    document.head.append(element('style', '', styles));
    const sidebar = new Sidebar(applicationOf(app, documents, dialogs));
    app.shell.add(sidebar, 'right', { rank: 900, type: 'Analyst' });
    restorer?.add(sidebar, sidebar.id);
    tracker.forEach(notebook => sidebar.add(notebook));
    tracker.widgetAdded.connect((_, notebook) => sidebar.add(notebook));
    tracker.currentChanged.connect((_, notebook) => sidebar.follow(notebook));
    sidebar.follow(tracker.currentWidget);
    app.commands.addCommand(OPEN, {
      label: 'Open the Analyst sidebar',
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => {
        const back = tracker.currentWidget;
        if (back && sidebar.node.contains(document.activeElement)) {
          app.shell.activateById(back.id);
        } else {
          app.shell.activateById(sidebar.id);
        }
      }
    });
    palette?.addItem({ command: OPEN, category: 'Analyst' });
    performance.mark(`${MEASURE}:end`);
    performance.measure(MEASURE, `${MEASURE}:start`, `${MEASURE}:end`);
  }
};

function applicationOf(
  app: JupyterFrontEnd,
  documents: IDocumentManager,
  dialogs: ISessionContextDialogs | null
): Application {
  return {
    chooseFile: notebook => chooseFile(notebook, documents),
    chooseKernel: notebook =>
      void dialogs?.selectKernel(notebook.sessionContext),
    newNotebook: () => {
      const specs = app.serviceManager.kernelspecs.specs?.kernelspecs ?? {};
      const kernelName = Object.keys(specs).find(
        name => specs[name]?.language.toLowerCase() === 'python'
      );
      void app.commands.execute('notebook:create-new', { kernelName });
    }
  };
}

/** Let a person choose a data file; return its path as seen from the notebook. */
async function chooseFile(
  notebook: NotebookPanel,
  documents: IDocumentManager
): Promise<string | null> {
  const { contents } = documents.services;
  const folder = PathExt.dirname(contents.localPath(notebook.context.path));
  const chosen = await FileDialog.getOpenFiles({
    manager: documents,
    title: 'Choose a file',
    defaultPath: folder
  });
  const file = chosen.value?.find(found => found.type !== 'directory');
  return chosen.button.accept && file
    ? PathExt.relative(folder, contents.localPath(file.path))
    : null;
}

export default plugin;
