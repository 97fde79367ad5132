/** One style sheet for all pages: system fonts, light and dark as the reader's system has it. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --panel: #f5f7f9; --line: #d5dbe1; --text: #1c2733; --quiet: #566473;
  --link: #0b5cad; --good: #1a7437; --bad: #b3261e; --busy: #8a5a00; --merged: #6b3fa0;
  --added: #e3f6e8; --removed: #fdeae8; --hunk: #e9f1fa;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10161d; --panel: #18212b; --line: #33404d; --text: #e4e9ee; --quiet: #9fb0c0;
    --link: #7db7f2; --good: #63c983; --bad: #ff8a80; --busy: #e7b45a; --merged: #c3a2ec;
    --added: #14331f; --removed: #3d1b1a; --hunk: #1a2c3f;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
header.top { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; padding: .6rem 1.25rem; background: var(--panel); border-bottom: 1px solid var(--line); }
header.top .who { margin-left: auto; display: flex; gap: .75rem; align-items: center; }
main { max-width: 72rem; margin: 0 auto; padding: 1.25rem; }
footer { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem 2rem; color: var(--quiet); font-size: .85rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
h2.title { font-size: 1.3rem; margin-top: 1rem; overflow-wrap: anywhere; }
p.lead { margin: 0 0 .75rem; color: var(--quiet); }
nav.tabs { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; border-bottom: 1px solid var(--line); margin: .75rem 0 1rem; }
nav.tabs a { padding: .4rem 0; color: var(--text); }
nav.tabs a[aria-current] { border-bottom: 2px solid var(--link); font-weight: 600; }
.panel { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 1rem; overflow-x: auto; }
.panel > .head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; padding: .5rem .75rem; background: var(--panel); border-bottom: 1px solid var(--line); }
.panel > .body { padding: .75rem; }
table { border-collapse: collapse; width: 100%; }
table.list td, table.list th { padding: .4rem .75rem; text-align: left; border-top: 1px solid var(--line); vertical-align: top; }
table.list tr:first-child td, table.list tr:first-child th { border-top: 0; }
table.list .narrow { white-space: nowrap; width: 1%; }
.quiet { color: var(--quiet); }
code, pre, table.code { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
table.code td { padding: 0 .6rem; white-space: pre; vertical-align: top; }
table.code td.number { text-align: right; width: 1%; user-select: none; }
table.code td.number a { color: var(--quiet); }
table.code tr:target { background: var(--hunk); }
tr.added { background: var(--added); } tr.removed { background: var(--removed); } tr.hunk { background: var(--hunk); color: var(--quiet); }
.badge { display: inline-block; border: 1px solid currentcolor; border-radius: 1rem; padding: 0 .6rem; font-size: .85rem; white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); } .busy { color: var(--busy); } .merged { color: var(--merged); }
.clone { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 0 0 1rem; }
.clone code { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .2rem .5rem; overflow-wrap: anywhere; }
.text > :first-child { margin-top: 0; } .text > :last-child { margin-bottom: 0; }
.text img { max-width: 100%; }
.text table td, .text table th { border: 1px solid var(--line); padding: .3rem .6rem; }
.text table { width: auto; }
.text pre { background: var(--panel); padding: .75rem; overflow-x: auto; border-radius: 4px; }
.text h1 { font-size: 1.3rem; } .text h2 { font-size: 1.15rem; }
pre.message { white-space: pre-wrap; margin: .5rem 0 0; }
form.plain { display: inline; }
form.signin { max-width: 22rem; display: grid; gap: .75rem; }
form.signin label { display: grid; gap: .25rem; }
input { font: inherit; padding: .4rem .5rem; border: 1px solid var(--line); border-radius: 4px; background: var(--page); color: var(--text); }
button { font: inherit; padding: .35rem .9rem; border: 1px solid var(--line); border-radius: 4px; background: var(--panel); color: var(--text); cursor: pointer; }
@media (max-width: 40rem) { .roomy { display: none; } main { padding: .75rem; } }
`;
