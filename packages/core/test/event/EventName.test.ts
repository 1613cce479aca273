import { assert, it } from "@effect/vitest"
import { eventFacts } from "../../contract/Facts.ts"
import { Event } from "../../src/event/Event.ts"
import { EventNames } from "../../src/event/EventName.ts"
import { EventId } from "../../src/Identity.ts"

const names = [
  "UFC 2: No Way Out",
  "UFC 20: Battle for the Gold",
  "UFC 202: Diaz vs. McGregor 2",
  "UFC Fight Night: Stone vs. Holt",
  "UFC Fight Night 2: Loiseau vs Tanner",
  "UFC on FOX: Stone vs. Marsh 2",
  "Noche UFC: Lopes vs. Silva",
  "Noche UFC: Grasso vs. Shevchenko 2",
  "The Ultimate Fighter: Team Joanna vs. Team Cláudia Finale",
  "Ortiz vs Shamrock 3: The Final Chapter",
  "UFC - Ultimate Japan"
]

const events = new EventNames(names.map((name, index) => Event.of(EventId.make(index + 1), eventFacts({ name }))))

it.each<readonly [law: string, said: string, found: ReadonlyArray<number>]>([
  ["the very name", "UFC 2: No Way Out", [1]],
  ["the part before the colon, and no longer number", "ufc 2", [1]],
  ["the part after the colon", "no way out", [1]],
  ["without its colon", "ufc fight night stone vs holt", [4]],
  ["with another versus", "UFC Fight Night: Stone versus Holt", [4]],
  ["with versus for its abbreviation", "stone v. holt", [4]],
  ["an abbreviation", "UFN 2", [5]],
  ["a name that does not begin with UFC", "Ortiz vs Shamrock 3", [10]],
  ["without its accent", "TUF team joanna vs team claudia finale", [9]],
  ["without its hyphen", "UFC Ultimate Japan", [11]],
  ["words of the name in a row", "team claudia", [9]],
  ["words of the name that are not in a row", "ufc diaz vs mcgregor", [3]],
  ["several of one name", "Noche UFC", [7, 8]],
  ["but no number that is not the event's own", "ufc on fox 2", []],
  ["nor a part of a number", "ufc 0", []],
  ["nor a part of a word", "ufc stone vs hol", []],
  ["misspelt words", "ufc stonne vs marsh", [6]],
  ["but no misspelt number", "ufc 2002 batle", []],
  ["Korean words and a particle", "유에프씨 2에서", [1]],
  ["Korean for fight night", "UFC 파이트 나이트 stone 대 holt", [4]],
  ["nothing of no words", " : ", []]
])("an event is meant by %s: %s", (_, said, found) => {
  assert.deepStrictEqual(
    events.find(said).map(({ event }) => Number(event.id)),
    found
  )
})
