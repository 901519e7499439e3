// What stands around the list of executions: counts over time, views, export.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const listing = {
  count: (count: number) => (count === 1 ? '1 execution' : `${n(count)} executions`),
  clearSelection: 'Clear the selection',
  inSelection: 'in the selection',
  errorsShown: (count: number) => (count === 1 ? '1 error' : `${n(count)} errors`),

  volume: {
    label: 'Executions over time, by status',
    total: (count: number, complete: boolean) => (complete ? n(count) : `${n(count)}+`),
    per: (interval: string) => `per ${interval}`,
    partly: 'counted in part',
    uncounted: 'not counted before',
    only: (status: string) => `Show ${status} alone, or all again`,
    failed: 'The counts over time could not be read.',
  },

  views: {
    label: 'Views',
    builtIn: { all: 'All', failing: 'Failing', running: 'Running' },
    shared: 'shared with the project',
    changed: 'changed since it was saved',
    save: 'Save view',
    nothingToSave: 'Filter first: a view keeps filters and order under a name',
    saveChanges: (name: string) => `Save changes to “${name}”`,
    saveNew: 'Save as a new view',
    saveAction: 'Save',
    name: 'Name',
    nameHint: 'Slow calls',
    share: 'Everybody in the project sees it',
    menu: (name: string) => `View ${name}: rename, share, delete`,
    of: (owner: string) => `Shared by ${owner}`,
    rename: 'Apply',
    copyLink: 'Copy a link to it',
    delete: 'Delete the view',
    deleteSure: (shared: boolean): string =>
      shared ? 'Sure? It goes for everybody' : 'Sure? Click again to delete',
  },

  export: {
    action: 'Export',
    label: 'Export the list',
    title: 'As CSV, in the order of the list',
    loaded: (count: number) =>
      count === 1 ? 'The one that is loaded' : `The ${n(count)} that are loaded`,
    all: (most: number) => `All that match, at most ${n(most)}`,
    reading: (count: number) => `${n(count)} read…`,
    cancel: 'Cancel',
  },

  keys: {
    title: 'Charts over time',
    keys: [
      ['← →', 'move by a bar'],
      ['Shift ← →', 'select bars'],
      ['Home End', 'first, last bar'],
      ['↵', 'into the selection, or the bar'],
      ['esc', 'clear the selection'],
    ] as [string, string][],
  },
};
