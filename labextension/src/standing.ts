/** Decide what the body of the sidebar shows; a panel is shown only when it is alive. */
import type { Facts } from './bridge';

/** How far the panel of a section is. */
export type Progress = 'none' | 'waiting' | 'shown' | 'failed';

/** What the body shows. */
export type Standing =
  | 'no-notebook'
  | 'no-kernel'
  | 'connecting'
  | 'restarting'
  | 'dead'
  | 'other-language'
  | 'loading'
  | 'busy'
  | 'missing'
  | 'installed'
  | 'unlinked'
  | 'failed'
  | 'panel';

/** A kernel that is busy for longer than this is said to be, in ms. */
export const PATIENCE = 1000;

/** Return what is to be shown. */
export function standing(
  facts: Facts | null,
  progress: Progress,
  now: number
): Standing {
  if (!facts) {
    return 'no-notebook';
  }
  return withoutKernel(facts) ?? withKernel(facts, progress, waiting(facts, now));
}

function withoutKernel(facts: Facts): Standing | null {
  if (facts.presence === 'none') {
    return 'no-kernel';
  }
  if (facts.presence !== 'alive') {
    return facts.presence;
  }
  if (facts.language === '') {
    return 'connecting';
  }
  return facts.language === 'python' ? null : 'other-language';
}

function withKernel(
  facts: Facts,
  progress: Progress,
  meanwhile: Standing
): Standing {
  if (facts.package === 'unknown') {
    return meanwhile;
  }
  if (facts.package !== 'loaded') {
    return facts.package;
  }
  if (!facts.linked) {
    return 'unlinked';
  }
  if (!facts.state) {
    return meanwhile;
  }
  if (progress === 'shown') {
    return 'panel';
  }
  return progress === 'failed' ? 'failed' : meanwhile;
}

function waiting(facts: Facts, now: number): Standing {
  const since = facts.busySince;
  return since !== null && now - since > PATIENCE ? 'busy' : 'loading';
}
