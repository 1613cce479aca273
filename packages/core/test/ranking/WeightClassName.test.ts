import { assert, it } from "@effect/vitest"
import { WeightClass, weightClassName } from "../../src/ranking/WeightClass.ts"
import { weightClassesNamed } from "../../src/ranking/WeightClassName.ts"

const named = (text: string) => weightClassesNamed(text).map(({ weightClass }) => weightClass)

it.each(WeightClass.literals)("%s is meant by its printed name in any case", (slug) => {
  const name = weightClassName(slug)
  for (const text of [name, name.toUpperCase(), name.replace("'", "’")]) assert.deepStrictEqual(named(text), [slug])
})

it.each<readonly [text: string, ...classes: ReadonlyArray<WeightClass>]>([
  ["LW", "lightweight"],
  ["lhw", "light-heavyweight"],
  ["lightweight division", "lightweight"],
  ["UFC heavyweight title", "heavyweight"],
  ["155", "lightweight"],
  ["155 lbs", "lightweight"],
  ["155파운드", "lightweight"],
  ["135", "bantamweight", "womens-bantamweight"],
  ["라이트급", "lightweight"],
  ["라이트급에서", "lightweight"],
  ["웰터급의", "welterweight"],
  ["라이트 헤비급", "light-heavyweight"],
  ["여성 플라이급", "womens-flyweight"],
  ["여자 밴텀급은", "womens-bantamweight"],
  ["스트로급", "womens-strawweight"],
  ["strawweight", "womens-strawweight"],
  ["P4P", "mens-pound-for-pound", "womens-pound-for-pound"],
  ["women's p4p", "womens-pound-for-pound"],
  ["파운드 포 파운드", "mens-pound-for-pound", "womens-pound-for-pound"],
  ["lightwieght", "lightweight"],
  ["wleterweight", "welterweight"],
  ["super heavyweight"],
  ["160"],
  [""]
])("%s means %s", (text, ...classes) => {
  assert.deepStrictEqual(named(text), classes)
})
