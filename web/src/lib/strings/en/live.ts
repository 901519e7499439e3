// The connection by which pages hear of what is new.
export const connection = {
  lost: 'Connection lost. Trying again…',
  lostHint: 'Until it is back, pages look for new data every few seconds.',
  back: 'Connected again',
  retry: 'Try now',
  hint: 'New data shows up by itself',
  lostShort: 'connection lost',
};
