import type { InfiniteData, QueryClient } from '@tanstack/react-query';

const isEndless = (data: unknown): data is InfiniteData<unknown> =>
  typeof data === 'object' && data !== null && 'pages' in data && 'pageParams' in data;

/** Asks the server anew for all that is on screen. Long lists go back to their first page. */
export async function refresh(client: QueryClient, keys?: readonly string[]) {
  const wanted = (key: readonly unknown[]) => (keys ? keys.includes(String(key[0])) : true);
  client.setQueriesData({ predicate: ({ queryKey }) => wanted(queryKey) }, (data: unknown) =>
    isEndless(data)
      ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) }
      : data,
  );
  await client.invalidateQueries({ predicate: ({ queryKey }) => wanted(queryKey) });
}

/** Pages of a long list that are worth asking for again by themselves. */
const SHORT = 3;

/** Asks anew for what is on screen under a key, lists that were read far down aside. */
export const refreshShort = (client: QueryClient, queryKey: readonly unknown[]) =>
  client.invalidateQueries({
    queryKey,
    predicate: ({ state }) => !isEndless(state.data) || state.data.pages.length <= SHORT,
  });
