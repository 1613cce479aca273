/** The rankings page in the structure of the real one, made from facts. */

export interface Division {
  /** As it stands in the markup: may hold entities and a span. */
  readonly heading: string
  /** The card above the table: null for no card, empty for a vacant title. */
  readonly card: string | null
  readonly rows: ReadonlyArray<readonly [rank: string, name: string, change?: string]>
}

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, "-")
const athlete = (name: string): string =>
  name === "" ? "" : `<a href="/athlete/${slug(name)}" hreflang="en">${name}</a>`

const division =
  (prefix: string) =>
  ({ card, heading, rows }: Division) =>
    `
<div class="view-grouping"><div class="view-grouping-header">${heading}</div>
<div class="view-grouping-content"><table class="cols-0"><caption>${
      card === null
        ? ""
        : `<div class="rankings--athlete--champion clearfix"><div class="info"><h4>${heading}</h4>
<h5>${athlete(card)}</h5><h6><span class="text">Champion</span></h6></div></div>`
    }</caption><tbody>${rows
      .map(
        ([rank, name, change = ""]) => `<tr>
<td class="views-field views-field-${prefix}weight-class-rank">${rank}          </td>
<td class="views-field views-field-title">${athlete(name)}          </td>
<td class="views-field views-field-${prefix}weight-class-rank-change">${change}          </td></tr>`
      )
      .join("")}</tbody></table></div></div>`

const media = "block-views-blockathlete-rankings-block-1"
const meta = "block-views-blockathlete-rankings-meta-rankings"

export const rankings = (panels: {
  readonly media?: ReadonlyArray<Division>
  readonly meta?: ReadonlyArray<Division>
}) => `
<!DOCTYPE html><html lang="en"><body class="path-rankings"><form><input type="password"></form>
${panels.media === undefined ? "" : `<div class="block ${media}"><h2>All Rankings</h2>${panels.media.map(division("")).join("")}</div>`}
${panels.meta === undefined ? "" : `<div class="block ${meta}"><h2>All Meta Rankings</h2>${panels.meta.map(division("meta-")).join("")}</div>`}
<p class="list-denotions__updated" data-rankings-footer="media">Last updated: Tuesday, Sept. 22, 2026</p>
<p class="list-denotions__updated" data-rankings-footer="meta">Last updated: Monday, Sept. 21, 2026</p>
</body></html>`
