/** The sidebar: a shell that stands without a kernel, around the panels of the notebook in front. */
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Panel, Widget } from '@lumino/widgets';

import { Bridge, type Facts } from './bridge';
import { element } from './dom';
import { analystIcon, icon } from './icons';
import { LINES } from './probe';
import { type Acts, page, tick } from './pages';
import { PanelView, type Section } from './panel';
import { SourceBar } from './source';
import { type Standing, standing } from './standing';
import { StatusBar } from './status';
import { Tabs } from './tabs';

/** What a notebook has in the sidebar; kept while another one is in front. */
interface View {
  bridge: Bridge;
  panels: Map<Section, PanelView>;
  /** How many answers were seen. */
  seen: number | null;
}

/** What the sidebar is made of. */
interface Parts {
  source: SourceBar;
  tabs: Tabs;
  notice: Widget;
  body: Panel;
  /** Where a page is shown as long as there is no panel. */
  blank: Widget;
  status: StatusBar;
}

/** What only the application can do. */
export interface Application {
  chooseFile(notebook: NotebookPanel): Promise<string | null>;
  chooseKernel(notebook: NotebookPanel): void;
  newNotebook(): void;
}

/** The sidebar of all notebooks; it shows the one in front. */
export class Sidebar extends Panel {
  constructor(application: Application) {
    super();
    this.#application = application;
    this.id = 'jupyter-analyst';
    this.addClass('ja-shell');
    this.title.icon = analystIcon;
    this.title.caption = 'Analyst';
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', 'Analyst');
  }

  /** Begin to follow a notebook. */
  add(notebook: NotebookPanel): void {
    const bridge = new Bridge(notebook);
    const view: View = { bridge, panels: new Map(), seen: null };
    this.#views.set(notebook, view);
    bridge.changed.connect(() => {
      this.#count(view);
      this.#refresh();
    });
    bridge.lost.connect(() => drop(view));
    notebook.disposed.connect(() => {
      drop(view);
      bridge.dispose();
      this.#views.delete(notebook);
      this.#refresh();
    });
  }

  /** Show a notebook, or that there is none. */
  follow(notebook: NotebookPanel | null): void {
    this.#front = notebook;
    this.#refresh();
  }

  protected onAfterAttach(): void {
    this.#refresh();
  }

  protected onAfterShow(): void {
    this.#refresh();
  }

  protected onActivateRequest(): void {
    (this.#parts ??= this.#build()).tabs.focus();
  }

  protected onUpdateRequest(): void {
    const view = this.#view();
    view?.bridge.wake();
    this.#draw((this.#parts ??= this.#build()), view);
  }

  #refresh(): void {
    if (this.isVisible) {
      this.update();
    }
  }

  #view(): View | null {
    return (this.#front && this.#views.get(this.#front)) ?? null;
  }

  /** Make what is on the page when the sidebar is first shown. */
  #build(): Parts {
    const body = new Panel();
    body.id = 'ja-body';
    body.addClass('ja-body');
    body.node.setAttribute('role', 'tabpanel');
    body.node.tabIndex = 0;
    const source = new SourceBar({
      use: name => this.#view()?.bridge.use(name),
      load: () => this.#acts.chooseFile()
    });
    const tabs = new Tabs(body.node, () => this.update());
    const notice = new Widget();
    notice.addClass('ja-own');
    notice.node.setAttribute('role', 'alert');
    const status = new StatusBar();
    const blank = new Widget();
    blank.node.classList.add('ja-own', 'ja-page');
    body.addWidget(blank);
    [source, tabs, notice, body, status].forEach(part => this.addWidget(part));
    return { source, tabs, notice, body, blank, status };
  }

  #draw(parts: Parts, view: View | null): void {
    const { source, body, blank, status } = parts;
    const facts = view?.bridge.facts ?? null;
    const panel = view && this.#panel(parts, view);
    const what = standing(facts, panel?.progress ?? 'none', Date.now());
    if (panel?.progress === 'none' && facts?.state) {
      this.#ask(panel, view!);
    }
    source.draw(facts);
    drawNotice(parts.notice.node, facts?.state?.notice ?? '');
    this.#drawPage(parts, what, facts, panel?.fault ?? '');
    status.draw(what, facts, this.#front?.title.label ?? '');
    for (const child of body.widgets) {
      child.setHidden(what === 'panel' ? child !== panel : child !== blank);
    }
    body.node.setAttribute('aria-busy', String(isWaiting(what)));
    this.#tickAgain(what);
    if (view) {
      this.#count(view);
    }
  }

  #drawPage(
    { blank, body }: Parts,
    what: Standing,
    facts: Facts | null,
    fault: string
  ): void {
    const key = JSON.stringify([what, fault, facts?.kernelName]);
    if (key !== this.#drawn) {
      this.#drawn = key;
      const hadFocus = blank.node.contains(document.activeElement);
      blank.node.replaceChildren(
        ...(what === 'panel' ? [] : [page(what, facts, fault, this.#acts)])
      );
      if (hadFocus) {
        body.node.focus();
      }
    }
    if (facts) {
      tick(blank.node, facts);
    }
  }

  /** While one waits, the time is told, and what changes without a message is seen. */
  #tickAgain(what: Standing): void {
    clearTimeout(this.#timer);
    if (isWaiting(what)) {
      this.#timer = window.setTimeout(() => this.#refresh(), 1000);
    }
  }

  #panel({ body, tabs: { section } }: Parts, view: View): PanelView {
    let panel = view.panels.get(section);
    if (!panel) {
      panel = new PanelView(view.bridge.panel, section, () =>
        this.#acts.chooseFile()
      );
      panel.hide();
      panel.changed.connect(() => this.#refresh());
      view.panels.set(section, panel);
      body.addWidget(panel);
    }
    return panel;
  }

  #ask(panel: PanelView, { bridge }: View): void {
    if (bridge.kernel) {
      void panel.ask(bridge.kernel);
    }
  }

  /** Mark the sidebar when there is an answer nobody has seen. */
  #count(view: View): void {
    const { state } = view.bridge.facts;
    if (!state) {
      return;
    }
    const isChat = this.#parts?.tabs.section === 'chat';
    const isSeen = this.isVisible && isChat && view === this.#view();
    view.seen ??= view.bridge.isFresh ? 0 : state.answers;
    view.seen = isSeen ? state.answers : Math.min(view.seen, state.answers);
    const waits = [...this.#views.values()].some(
      one => (one.bridge.facts.state?.answers ?? 0) > (one.seen ?? 0)
    );
    this.title.className = waits ? 'ja-waits' : '';
    this.title.caption = waits ? 'Analyst: an answer waits' : 'Analyst';
    this.#parts?.tabs.mark(waits && view === this.#view() && state.answers > view.seen ? 'chat' : null);
  }

  readonly #acts: Acts = {
    chooseFile: () => {
      const bridge = this.#view()?.bridge;
      if (bridge) {
        void this.#application.chooseFile(bridge.panel).then(path => {
          if (path !== null) {
            void bridge.put(`%analyst load ${quoted(path)}`);
          }
        });
      }
    },
    chooseKernel: () => this.#front && this.#application.chooseKernel(this.#front),
    install: () => void this.#view()?.bridge.put(LINES.install),
    load: () => void this.#view()?.bridge.load(),
    newNotebook: () => this.#application.newNotebook(),
    reload: () => void this.#view()?.bridge.put(LINES.reload),
    restart: () => void this.#front?.sessionContext.restartKernel(),
    retry: () => {
      const view = this.#view();
      if (view && this.#parts) {
        this.#ask(this.#panel(this.#parts, view), view);
        this.update();
      }
    }
  };

  readonly #views = new Map<NotebookPanel, View>();
  readonly #application: Application;
  #front: NotebookPanel | null = null;
  #parts: Parts | null = null;
  #drawn = '';
  #timer = 0;
}

function drawNotice(node: HTMLElement, words: string): void {
  if (node.textContent !== words) {
    node.replaceChildren(
      ...(words
        ? [element('div', 'ja-note bad', icon('bad'), element('p', '', words))]
        : [])
    );
  }
}

function drop(view: View): void {
  view.panels.forEach(panel => panel.dispose());
  view.panels.clear();
  view.seen = null;
}

function isWaiting(what: Standing): boolean {
  return what === 'loading' || what === 'busy' || what === 'connecting';
}

/** Return a path as one word of the line. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path.replace(/(["\\])/g, '\\$1')}"`;
}
