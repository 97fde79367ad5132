import { html, htmlPage } from './html';

describe('html', () => {
  it('escapes what comes from outside and keeps its own markup', () => {
    const items = ['<b>', `"a" & 'b'`].map(text => html`<li>${text}</li>`);

    const list = html`<ul>
      ${items}
    </ul>`.text.replace(/\s*\n\s*/g, '');
    expect(list).toBe(
      '<ul><li>&lt;b&gt;</li><li>&quot;a&quot; &amp; &#39;b&#39;</li></ul>',
    );
    expect(html`${undefined}${3}`.text).toBe('3');
  });

  it('puts a page around it', () => {
    const page = htmlPage({
      title: '<x>',
      system: 'Registry',
      body: html`<p></p>`,
    });

    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('<title>&lt;x&gt; · Registry</title>');
  });
});
