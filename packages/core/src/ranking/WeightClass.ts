import { Schema } from "effect"

/** The divisions, catch and open weight, and the pound-for-pound lists, in the order of their ids 1 to 16. */
export const WeightClass = Schema.Literals([
  "flyweight",
  "bantamweight",
  "featherweight",
  "lightweight",
  "welterweight",
  "middleweight",
  "light-heavyweight",
  "heavyweight",
  "womens-strawweight",
  "womens-flyweight",
  "womens-bantamweight",
  "womens-featherweight",
  "catch-weight",
  "open-weight",
  "mens-pound-for-pound",
  "womens-pound-for-pound"
])
export type WeightClass = typeof WeightClass.Type

/** Printed names, and the most a fighter of the class may weigh in pounds where there is a limit. */
const divisions: Readonly<Record<WeightClass, readonly [name: string, limit: number | null]>> = {
  flyweight: ["Flyweight", 125],
  bantamweight: ["Bantamweight", 135],
  featherweight: ["Featherweight", 145],
  lightweight: ["Lightweight", 155],
  welterweight: ["Welterweight", 170],
  middleweight: ["Middleweight", 185],
  "light-heavyweight": ["Light Heavyweight", 205],
  heavyweight: ["Heavyweight", 265],
  "womens-strawweight": ["Women's Strawweight", 115],
  "womens-flyweight": ["Women's Flyweight", 125],
  "womens-bantamweight": ["Women's Bantamweight", 135],
  "womens-featherweight": ["Women's Featherweight", 145],
  "catch-weight": ["Catch Weight", null],
  "open-weight": ["Open Weight", null],
  "mens-pound-for-pound": ["Men's Pound-for-Pound", null],
  "womens-pound-for-pound": ["Women's Pound-for-Pound", null]
}

/** The id by which stores keep a class. */
export const weightClassId = (slug: WeightClass): number => WeightClass.literals.indexOf(slug) + 1

/** The class that is kept under the id; null where none is. */
export const weightClassAt = (id: number): WeightClass | null => WeightClass.literals[id - 1] ?? null

export const weightClassName = (slug: WeightClass): string => divisions[slug][0]

/** Pounds; null for catch weight, open weight and pound for pound. */
export const weightLimit = (slug: WeightClass): number | null => divisions[slug][1]

export const isPoundForPound = (slug: WeightClass): boolean => slug.endsWith("pound-for-pound")

// Longest first, so that "Light Heavyweight" is not read as "Heavyweight" nor a women's class as the men's.
const names = WeightClass.literals
  .map((slug) => ({ slug, name: weightClassName(slug).toLowerCase() }))
  .sort((a, b) => b.name.length - a.name.length)

/** The class named in a bout's title, such as "UFC Interim Lightweight Title Bout"; null when it names none. */
export const weightClassIn = (title: string): WeightClass | null => {
  const text = title.toLowerCase()
  if (text.includes("super heavyweight")) return null
  return names.find(({ name }) => text.includes(name))?.slug ?? null
}
