// Reviews: the queue, the lists, and the conversation that is judged.
export const reviews = {
  title: 'Reviews',

  keys: {
    title: 'Reviews',
    keys: [
      ['j k', 'down, up'],
      ['↵', 'open'],
      ['n', 'start reviewing'],
      ['f', 'add a filter'],
      ['/', 'search'],
      ['o', 'open the execution'],
    ] as [string, string][],
  },
};
