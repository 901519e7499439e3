// The list that a person came from, so that the way back from an execution keeps its filters.

let last: Record<string, unknown> = {};

export function rememberList(search: Record<string, unknown>) {
  last = search;
}

export const recallList = () => last;
