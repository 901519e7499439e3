// The first key, made on the page that shows how to send the first span; the way to the demo.

export const start = {
  makeKey: 'Make a key',
  keyLabel: 'first',
  keyNeeded: 'says which project the data belongs to',
  keyMadeNote: 'may send · shown only now',
  copyKey: 'Copy the key',
  elsewhere: 'From any other machine a key is needed.',
  demo: 'Look around the demo',
};
