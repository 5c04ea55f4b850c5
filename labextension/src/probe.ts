/** Ask a Python kernel about the package without leaving a trace in it. */
import type { Kernel } from '@jupyterlab/services';

/** How much of the package a kernel has. */
export type Package = 'unknown' | 'missing' | 'installed' | 'loaded';

const QUESTION =
  "'loaded' if 'jupyter_analyst' in get_ipython().extension_manager.loaded" +
  " else 'installed' if __import__('importlib.util').util.find_spec('jupyter_analyst')" +
  " else 'missing'";

/** The lines a person would type, shown where the sidebar offers to do it. */
export const LINES = {
  install: '%pip install jupyter-analyst',
  load: '%load_ext jupyter_analyst',
  reload: '%reload_ext jupyter_analyst'
};

/** Load the extension; says nothing if it is loaded already. */
export const LOAD =
  "get_ipython().extension_manager.load_extension('jupyter_analyst')";

/** Run code that is not a cell. */
export function execute(
  kernel: Kernel.IKernelConnection,
  code: string,
  expressions: Record<string, string> = {},
  silent = true
) {
  return kernel.requestExecute({
    code,
    silent,
    store_history: false,
    allow_stdin: false,
    stop_on_error: false,
    user_expressions: expressions
  });
}

/** Return how much of the package a Python kernel has. */
export async function probe(
  kernel: Kernel.IKernelConnection
): Promise<Package> {
  const reply = await execute(kernel, '', { found: QUESTION }).done;
  if (reply.content.status !== 'ok') {
    return 'unknown';
  }
  const found = reply.content.user_expressions.found as
    | { data?: { 'text/plain'?: string } }
    | undefined;
  const text = found?.data?.['text/plain']?.replace(/'/g, '');
  return text === 'loaded' || text === 'installed' ? text : 'missing';
}
