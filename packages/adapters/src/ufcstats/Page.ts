import * as Cell from "@mma-savant/core/collection/Cell"
import type { Finding, FindingRule } from "@mma-savant/core/collection/Finding"
import { keepable, PageChanged, pageFault } from "@mma-savant/core/collection/PageFault"
import type { ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { load } from "cheerio/slim"
import { Result } from "effect"
import { below, besides, type Element, type ElementIndex, indexOf, textIn, textOf } from "./Markup.ts"

/** What has a page of its own on the site. */
export type Kind = "event" | "fight" | "fighter"

/** A row of a table: its place, for findings, the heading it stands under within the table, and its cells. */
export interface Row {
  readonly where: string
  readonly element: Element
  readonly heading: string | null
  readonly cells: ReadonlyArray<Element>
}

export interface Table {
  /** In lower case. */
  readonly headings: ReadonlyArray<string>
  readonly element: Element
}

type Required<A> = Result.Result<A, PageChanged>

const plain = (node: Element): string => Cell.text(textOf(node)) ?? ""

const addressOf = ({ attribs }: Element): string => attribs["href"] ?? attribs["data-link"] ?? ""

/** A page while it is read: what must be there or the page has changed, and what was found wrong on the way. */
export class Page {
  readonly url: string
  readonly findings: Array<Finding> = []
  private readonly elements: ElementIndex
  private foundTables: ReadonlyArray<Table> | null = null

  private constructor(elements: ElementIndex, url: string) {
    this.url = url
    this.elements = elements
  }

  /** Reads a page of which `body` says what must be on it. */
  static read<Facts>(html: string, url: string, body: (page: Page) => Required<Facts>): ReadPage<Facts> {
    const elements = indexOf(load(keepable(html)).root().children().toArray())
    if (elements === null) return Result.fail(new PageChanged({ url, selector: "markup of a depth that can be read" }))
    const page = new Page(elements, url)
    return Result.match(body(page), {
      onFailure: ({ selector }) => Result.fail(pageFault(html, url, selector)),
      onSuccess: (facts) => Result.succeed({ facts, findings: page.findings })
    })
  }

  report(rule: FindingRule, where: string, what: string): void {
    this.findings.push({ rule, where, what })
  }

  /** Fails for a page that lacks what is described. */
  lacks(selector: string): Required<never> {
    return Result.fail(new PageChanged({ url: this.url, selector }))
  }

  /** The elements of a name (`table`) or a class (`.b-flag`), in the order of the page. */
  all(selector: string): ReadonlyArray<Element> {
    return this.elements.get(selector) ?? []
  }

  one(selector: string): Required<Element> {
    const found = this.all(selector)[0]
    return found === undefined ? this.lacks(selector) : Result.succeed(found)
  }

  /** The page's own key, from its address. */
  key(kind: Kind): Required<UfcstatsId> {
    const key = keyIn(this.url, kind)
    return key === null ? this.lacks(`an address /${kind}-details/{id}`) : Result.succeed(key)
  }

  /** The texts behind the page's labels, of which these must be there: `Height: 6' 4"` under "height". */
  labelled(selector: string, labels: ReadonlyArray<string>): Required<ReadonlyMap<string, string>> {
    const values = new Map<string, string>()
    for (const label of this.all(selector)) {
      const printed = textOf(label)
      const name = (Cell.text(printed) ?? "").replace(/:$/, "").toLowerCase()
      if (!values.has(name)) values.set(name, besides(label).map(textIn).join(""))
    }
    const missing = labels.find((label) => !values.has(label))
    return missing === undefined ? Result.succeed(values) : this.lacks(`${selector} "${missing}:"`)
  }

  /** The page's tables with their headings. */
  tables(): ReadonlyArray<Table> {
    this.foundTables ??= this.all("table").map((element) => ({
      element,
      headings: below(below(element, "thead")[0] ?? element, "th").map((heading) => plain(heading).toLowerCase())
    }))
    return this.foundTables
  }

  /** The table under these headings. */
  table(headings: ReadonlyArray<string>): Required<Table> {
    const found = this.tables().find((table) => table.headings.join("|") === headings.join("|"))
    return found === undefined ? this.lacks(`table th ${headings.join(", ")}`) : Result.succeed(found)
  }

  /**
   * The rows of a table, from the top, without the empty one that stands first in some; one with too few or too many cells
   * is null, and reported. Headings between rows stand in a thead wherever a lenient parser leaves it.
   */
  rows({ element, headings }: Table): ReadonlyArray<Row | null> {
    const rows: Array<Row | null> = []
    let heading: string | null = null
    for (const part of below(element, "thead", "tr")) {
      if (part.name === "thead") {
        heading = plain(part)
        continue
      }
      const cells = below(part, "td")
      if (cells.length === 0 || (cells.length === 1 && plain(part) === "")) continue
      const where = `${this.url} row ${rows.length + 1}`
      const width = cells.reduce((all, { attribs }) => all + Number(attribs["colspan"] ?? 1), 0)
      if (width === headings.length) rows.push({ where, element: part, heading, cells })
      else {
        this.report("malformed-row", where, `${width} columns instead of ${headings.length}`)
        rows.push(null)
      }
    }
    return rows
  }

  /** The cell's value; null when it is empty, and when it is malformed, which is reported. */
  value<A>(where: string, name: string, printed: string, parse: (cell: string) => Cell.Cell<A>): A | null {
    const value = parse(printed)
    if (value !== Cell.malformed) return value
    this.report("malformed-cell", where, `${name} is "${Cell.text(printed)}"`)
    return null
  }

  /** A text of a closed set; null when it is empty, and when it is none of the set, which is reported. */
  among<A>(where: string, name: string, printed: string, find: (text: string) => A | null | undefined): A | null {
    const text = Cell.text(printed)
    const found = text === null ? null : (find(text) ?? null)
    if (text !== null && found === null) this.report("unknown-value", where, `${name} "${text}"`)
    return found
  }
}

/** The key at the end of an address of the kind, whatever the host; null for other addresses. */
export const keyIn = (address: string, kind: Kind): UfcstatsId | null => {
  if (!address.includes(`/${kind}-details/`)) return null
  const key = Cell.key(address)
  return key === Cell.malformed ? null : key
}

/** A link to a page of the kind, with its text. */
export interface Link {
  readonly key: UfcstatsId
  readonly text: string | null
}

/** The links below to pages of the kind, in the order of the page. */
export const links = (node: Element, kind: Kind): ReadonlyArray<Link> =>
  below(node, "a").flatMap((anchor) => {
    const key = keyIn(addressOf(anchor), kind)
    return key === null ? [] : [{ key, text: Cell.text(textOf(anchor)) }]
  })

/** The key of the bout that a row leads to. */
export const fightOf = (row: Row): UfcstatsId | null =>
  keyIn(addressOf(row.element), "fight") ?? links(row.element, "fight")[0]?.key ?? null

/** One of the two sides of a bout as a cell names them. Null without a link or without a name. */
export interface Named {
  readonly key: UfcstatsId | null
  readonly name: string | null
}

/** The fighters in a cell, a paragraph each. */
export const sides = (cell: Element): ReadonlyArray<Named> =>
  below(cell, "p").map((paragraph) => ({
    key: links(paragraph, "fighter")[0]?.key ?? null,
    name: Cell.text(textOf(paragraph))
  }))
