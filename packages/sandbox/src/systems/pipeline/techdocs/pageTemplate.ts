import { Html, html } from '../../../http/html';
import { relativeTo } from './locations';
import { NavItem } from './navigation';
import { Heading, RenderedPage } from './renderMarkdown';

/**
 * One page in the shape of Material for MkDocs: the classes and `data-md-…`
 * attributes are those that TechDocs' reader, its add-ons and its styles look for.
 */
export function pageTemplate(options: {
  siteName: string;
  siteDescription: string;
  title: string;
  /** Of this page in the site: '' or `runbook/`. */
  location: string;
  page: RenderedPage;
  navigation: NavItem[];
  stylesheet: string;
}): string {
  const { siteName, siteDescription, title, location, page } = options;
  const home = relativeTo(location, '');
  const navigation = navList(options.navigation, location, 0);
  const contents = page.headings.filter(({ level }) => level > 1);
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="description" content="${siteDescription}" />
        <title>${title} - ${siteName}</title>
        <link
          rel="stylesheet"
          href="${relativeTo(location, options.stylesheet)}"
        />
      </head>
      <body dir="ltr">
        <input
          class="md-toggle"
          data-md-toggle="drawer"
          type="checkbox"
          id="__drawer"
          autocomplete="off"
        />
        <label class="md-overlay" for="__drawer"></label>
        <header class="md-header" data-md-component="header">
          <nav class="md-header__inner md-grid" aria-label="Header">
            <label class="md-header__button md-icon" for="__drawer"></label>
            <span class="md-ellipsis">${siteName}</span>
          </nav>
        </header>
        <div class="md-container" data-md-component="container">
          <main class="md-main" data-md-component="main">
            <div class="md-main__inner md-grid">
              <div
                class="md-sidebar md-sidebar--primary"
                data-md-component="sidebar"
                data-md-type="navigation"
              >
                <div class="md-sidebar__scrollwrap">
                  <div class="md-sidebar__inner">
                    <nav
                      class="md-nav md-nav--primary"
                      aria-label="Navigation"
                      data-md-level="0"
                    >
                      <label class="md-nav__title" for="__drawer">
                        <a href="${home}" title="${siteName}">${siteName}</a>
                      </label>
                      ${navigation}
                    </nav>
                  </div>
                </div>
              </div>
              <div
                class="md-sidebar md-sidebar--secondary"
                data-md-component="sidebar"
                data-md-type="toc"
                ${contents.length ? undefined : html`hidden`}
              >
                <div class="md-sidebar__scrollwrap">
                  <div class="md-sidebar__inner">
                    ${tableOfContents(contents)}
                  </div>
                </div>
              </div>
              <div class="md-content" data-md-component="content">
                <article class="md-content__inner md-typeset">
                  ${page.title ? undefined : html`<h1>${title}</h1>`}
                  ${new Html(page.html)}
                </article>
              </div>
            </div>
          </main>
        </div>
      </body>
    </html> `.text
  }`;
}

function navList(items: NavItem[], location: string, level: number): Html {
  return html`<ul class="md-nav__list">
    ${items.map((item, index) => navItem(item, location, `${level}_${index}`))}
  </ul>`;
}

function navItem(item: NavItem, location: string, id: string): Html {
  switch (item.kind) {
    case 'page':
      return pageItem(item, location);
    case 'link':
      return html`<li class="md-nav__item">
        <a class="md-nav__link" href="${item.url}">
          <span class="md-ellipsis">${item.title}</span>
        </a>
      </li>`;
    default:
      return sectionItem(item, location, id);
  }
}

function pageItem(
  item: Extract<NavItem, { kind: 'page' }>,
  location: string,
): Html {
  const isHere = item.location === location;
  return html`<li class="md-nav__item ${isHere ? 'md-nav__item--active' : ''}">
    <a
      class="md-nav__link ${isHere ? 'md-nav__link--active' : ''}"
      href="${relativeTo(location, item.location)}"
    >
      <span class="md-ellipsis">${item.title}</span>
    </a>
  </li>`;
}

function sectionItem(
  item: Extract<NavItem, { kind: 'section' }>,
  location: string,
  path: string,
): Html {
  const isOpen = holds(item, location);
  const id = `__nav_${path}`;
  return html`<li
    class="md-nav__item md-nav__item--nested ${isOpen
      ? 'md-nav__item--active'
      : ''}"
  >
    <input
      class="md-nav__toggle md-toggle"
      type="checkbox"
      id="${id}"
      ${isOpen ? html`checked` : undefined}
    />
    <label class="md-nav__link" for="${id}" id="${id}_label">
      <span class="md-ellipsis">${item.title}</span>
      <span class="md-nav__icon md-icon"></span>
    </label>
    <nav class="md-nav" data-md-level="1" aria-labelledby="${id}_label">
      <ul class="md-nav__list">
        ${item.items.map((inner, index) =>
          navItem(inner, location, `${path}_${index}`),
        )}
      </ul>
    </nav>
  </li>`;
}

function holds(item: NavItem, location: string): boolean {
  return item.kind === 'section'
    ? item.items.some(inner => holds(inner, location))
    : item.kind === 'page' && item.location === location;
}

function tableOfContents(headings: Heading[]): Html {
  return html`<nav
    class="md-nav md-nav--secondary"
    aria-label="Table of contents"
  >
    <label class="md-nav__title">Table of contents</label>
    <ul class="md-nav__list" data-md-component="toc">
      ${headings
        .filter(({ level }) => level < 4)
        .map(
          ({ level, id, text }) => html`<li
            class="md-nav__item md-nav__item--level-${level}"
          >
            <a class="md-nav__link" href="#${id}">
              <span class="md-ellipsis">${text}</span>
            </a>
          </li>`,
        )}
    </ul>
  </nav>`;
}
