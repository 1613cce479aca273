import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { fold } from "../src/Fold.ts"

it.each([
  ["Jiří Procházka", "jiri prochazka"],
  ["JAN BŁACHOWICZ", "jan blachowicz"],
  ["Sean O'Malley", "sean omalley"],
  ["Sean O’Malley", "sean omalley"],
  ["Georges St-Pierre", "georges st pierre"],
  ["Georges  St.  Pierre", "georges st pierre"],
  ['Alex "Poatan" Pereira, Jr.', "alex poatan pereira jr"],
  ["Weiß Ærø Þór Œuvre Đorđe Ilır", "weiss aero thor oeuvre dorde ilir"],
  ["정찬성", "정찬성"],
  ["정찬성".normalize("NFD"), "정찬성"],
  ["Петр Ян", "петр ян"],
  ["  \t\n ", ""],
  ["100%_x\\", "100%_x\\"],
  ["_", "_"]
])("%j is searched as %j", (text, folded) => {
  assert.strictEqual(fold(text), folded)
})

it.prop("what is folded stays as it is", { text: Schema.String }, ({ text }) => {
  assert.strictEqual(fold(fold(text)), fold(text))
})

it.prop("composed and decomposed spellings are the same", { text: Schema.String }, ({ text }) => {
  assert.strictEqual(fold(text.normalize("NFD")), fold(text.normalize("NFC")))
})
