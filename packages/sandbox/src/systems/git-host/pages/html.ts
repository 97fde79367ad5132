/** Text that already is HTML. Everything else that goes into a template is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue =
  | Html
  | string
  | number
  | undefined
  | false
  | readonly HtmlValue[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Builds HTML; whatever is put in is text unless it is `Html` itself. Attributes must be in double quotes. */
export function html(
  strings: TemplateStringsArray,
  ...values: HtmlValue[]
): Html {
  return new Html(
    strings.reduce(
      (text, part, index) =>
        text + part + (index < values.length ? toText(values[index]) : ''),
      '',
    ),
  );
}

function toText(value: HtmlValue): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value).replace(/[&<>"']/g, character => entities[character]);
  }
  return value ? value.map(toText).join('') : '';
}
