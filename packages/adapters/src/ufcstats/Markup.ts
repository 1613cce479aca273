import type { CheerioAPI } from "cheerio/slim"

type Node = NonNullable<ReturnType<CheerioAPI["root"]>[number]["firstChild"]>
export type Element = Extract<Node, { readonly attribs: unknown }>

const isElement = (node: Node): node is Element => "attribs" in node

/** All the text below, as it stands. */
export const textOf = (node: Element): string => {
  let text = ""
  for (const child of node.children) text += textIn(child)
  return text
}

/** The text of a node of any kind. */
export const textIn = (node: Node): string => (isElement(node) ? textOf(node) : node.type === "text" ? node.data : "")

/** What stands beside an element in the same parent. */
export const besides = (node: Element): ReadonlyArray<Node> =>
  (node.parent?.children ?? []).filter((other) => other !== node)

/** The lines of text right below, without what stands in elements: trimmed, none of them empty. */
export const ownLines = (node: Element): ReadonlyArray<string> =>
  node.children.flatMap((child) =>
    child.type === "text" ? child.data.split("\n").flatMap((line) => line.replace(/\s+/g, " ").trim() || []) : []
  )

/** Every element below with one of the names, in the order of the page. */
export const below = (node: Element, ...names: ReadonlyArray<string>): ReadonlyArray<Element> => {
  const found: Array<Element> = []
  const walk = (parent: Element) => {
    for (const child of parent.children) {
      if (!isElement(child)) continue
      if (names.includes(child.name)) found.push(child)
      walk(child)
    }
  }
  walk(node)
  return found
}

/** A page's elements by their names (`table`) and by their classes (`.b-flag`), in the order of the page. */
export type ElementIndex = ReadonlyMap<string, ReadonlyArray<Element>>

/** No page of the site is a tenth as deep. */
const deepest = 300

/**
 * One walk over a page instead of one for every question: a selector's walk costs a tenth of the parsing. Null for markup
 * nested deeper than functions can follow.
 */
export const indexOf = (roots: ReadonlyArray<Element>): ElementIndex | null => {
  const index = new Map<string, Array<Element>>()
  const enter = (key: string, element: Element) => {
    const known = index.get(key)
    if (known === undefined) index.set(key, [element])
    else known.push(element)
  }
  const walk = (element: Element, depth: number): boolean => {
    enter(element.name, element)
    for (const name of new Set(element.attribs["class"]?.split(/\s+/) ?? [])) enter(`.${name}`, element)
    return depth < deepest && element.children.every((child) => !isElement(child) || walk(child, depth + 1))
  }
  return roots.every((root) => walk(root, 1)) ? index : null
}

/** The texts of the paragraphs of a cell: one for each side of a bout. */
export const paragraphs = (cell: Element): ReadonlyArray<string> => below(cell, "p").map(textOf)

/** The images below, by the names of their files: "belt" of "http://.../belt.png". */
export const icons = (node: Element): ReadonlyArray<string> =>
  below(node, "img").flatMap(({ attribs }) => /([^/]+)\.png/.exec(attribs["src"] ?? "")?.[1] ?? [])
