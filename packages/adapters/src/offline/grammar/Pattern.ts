import { merged, none, type Slots } from "./Slots.ts"
import type { Word } from "./Word.ts"

/** One way to read words from a place on: where it ends, what it says, and how many words were taken on trust. */
export interface Reading {
  readonly end: number
  readonly slots: Slots
  /** Words of names and places, which no vocabulary vouches for. */
  readonly open: number
}

/** Everything that can be read at a place; empty when nothing can. */
export type Matcher = (words: ReadonlyArray<Word>, at: number) => ReadonlyArray<Reading>

/**
 * A pattern: words, `(a|b c)` one of several, `[x]` may be left out, `<rule>` whatever the rule reads. With slots, what
 * reading it says.
 */
export type Form = string | readonly [pattern: string, says: Slots]

const nothing = (end: number): Reading => ({ end, slots: none, open: 0 })

const word =
  (text: string): Matcher =>
  (words, at) =>
    words[at]?.text === text ? [nothing(at + 1)] : []

const sequence =
  (parts: ReadonlyArray<Matcher>): Matcher =>
  (words, at) => {
    let readings: ReadonlyArray<Reading> = [nothing(at)]
    for (const part of parts) {
      readings = readings.flatMap((before) =>
        part(words, before.end).flatMap((after) => {
          const slots = merged(before.slots, after.slots)
          return slots === null ? [] : [{ end: after.end, slots, open: before.open + after.open }]
        })
      )
      if (readings.length === 0) break
    }
    return readings
  }

const either =
  (options: ReadonlyArray<Matcher>): Matcher =>
  (words, at) =>
    options.flatMap((option) => option(words, at))

const optional =
  (part: Matcher): Matcher =>
  (words, at) => [nothing(at), ...part(words, at)]

const saying =
  (part: Matcher, says: Slots): Matcher =>
  (words, at) =>
    part(words, at).flatMap((reading) => {
      const slots = merged(reading.slots, says)
      return slots === null ? [] : [{ ...reading, slots }]
    })

const signs = /<\w+>|[()[\]|]|[^\s()[\]|<>]+/g

const compile = (pattern: string, rule: (name: string) => Matcher): Matcher => {
  const rest = pattern.match(signs) ?? []
  let next = 0
  const options = (): Matcher => {
    const found: Array<Matcher> = []
    do found.push(parts())
    while (rest[next] === "|" && next++ >= 0)
    return found.length === 1 ? found[0]! : either(found)
  }
  const closed = (by: string): Matcher => {
    const inner = options()
    if (rest[next++] !== by) throw new Error(`"${by}" is missing in the pattern "${pattern}"`)
    return inner
  }
  const parts = (): Matcher => {
    const found: Array<Matcher> = []
    for (let sign = rest[next]; sign !== undefined && sign !== "|" && sign !== ")" && sign !== "]"; sign = rest[next]) {
      next++
      if (sign === "(") found.push(closed(")"))
      else if (sign === "[") found.push(optional(closed("]")))
      else found.push(sign.startsWith("<") ? rule(sign.slice(1, -1)) : word(sign))
    }
    return found.length === 1 ? found[0]! : sequence(found)
  }
  const whole = options()
  if (next < rest.length) throw new Error(`"${rest[next]}" is too much in the pattern "${pattern}"`)
  return whole
}

/** Reads the same place of the same words once, however many patterns come to it. */
const remembering = (matcher: Matcher): Matcher => {
  let last: ReadonlyArray<Word> | null = null
  let known: Array<ReadonlyArray<Reading> | undefined> = []
  return (words, at) => {
    if (words !== last) {
      last = words
      known = []
    }
    known[at] ??= matcher(words, at)
    return known[at]
  }
}

/**
 * Makes matchers of forms, which read what any of the forms reads. Their rules are looked up by name among the
 * terminals and the rules; a pattern that is wrong or names no rule is a defect.
 */
export const compiler = (
  rules: Readonly<Record<string, ReadonlyArray<Form>>>,
  terminals: Readonly<Record<string, Matcher>>
): ((forms: ReadonlyArray<Form>) => Matcher) => {
  const known = new Map(Object.entries(terminals).map(([name, matcher]) => [name, remembering(matcher)]))
  const rule = (name: string): Matcher => {
    const compiled = known.get(name)
    if (compiled !== undefined) return compiled
    const named = rules[name]
    if (named === undefined) throw new Error(`there is no rule <${name}>`)
    const matcher = remembering(ofForms(named))
    known.set(name, matcher)
    return matcher
  }
  const ofForms = (forms: ReadonlyArray<Form>): Matcher =>
    either(
      forms.map((form) => (typeof form === "string" ? compile(form, rule) : saying(compile(form[0], rule), form[1])))
    )
  return ofForms
}
