// Server-sent events out of a stream of text, as the HTML standard has them.

export interface ServerEvent {
  /** `message` unless the server says otherwise. */
  type: string;
  data: string;
  /** The last id that the stream told, of this event or of one before. */
  id: string;
}

/** Takes text as it comes, in any pieces, and tells each whole event. Comments alone tell nothing. */
export class EventReader {
  /** The last id, also of events without data. */
  id = '';
  private rest = '';
  private type = '';
  private data: string[] = [];

  *read(text: string): Generator<ServerEvent> {
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (this.data.length > 0)
          yield { type: this.type || 'message', data: this.data.join('\n'), id: this.id };
        this.type = '';
        this.data = [];
        continue;
      }
      const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (field === 'data') this.data.push(value);
      else if (field === 'event') this.type = value;
      else if (field === 'id') this.id = value;
    }
  }
}
