import type { EventFacts } from "../src/event/Event.ts"
import type { FighterFacts } from "../src/fighter/Fighter.ts"
import { type FighterId, UfcstatsId } from "../src/Identity.ts"
import { IsoDate } from "../src/IsoDate.ts"
import type { FighterMatch } from "../src/match/FighterMatch.ts"
import type { MatchFacts } from "../src/match/Match.ts"
import { type RoundStats, uncounted } from "../src/match/MatchStats.ts"
import type { Result } from "../src/match/Result.ts"

/** A key that no other row has, so that laws hold in a store that already holds other rows. */
export const freshKey = (): UfcstatsId => UfcstatsId.make(crypto.randomUUID().replaceAll("-", "").slice(-16))

/** A word of small letters that no other row contains. */
export const freshWord = (): string =>
  freshKey().replace(/[0-9a-f]/g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))

export const day = (text: string): IsoDate => IsoDate.make(text)

/** A fighter of whom a source says the name and nothing else. */
export const fighterFacts = (known: Partial<FighterFacts> = {}): FighterFacts => ({
  ufcstatsId: freshKey(),
  name: `Fighter ${freshWord()}`,
  nickname: null,
  height: null,
  weight: null,
  reach: null,
  stance: null,
  birthdate: null,
  belt: null,
  wins: null,
  losses: null,
  draws: null,
  noContests: null,
  ...known
})

/** An event of which a source says the name and nothing else. */
export const eventFacts = (known: Partial<EventFacts> = {}): EventFacts => ({
  ufcstatsId: freshKey(),
  name: `Event ${freshWord()}`,
  date: null,
  location: null,
  venue: null,
  status: "unknown",
  ...known
})

/** A bout of which a source says nothing but that it exists. */
export const matchFacts = (known: Partial<MatchFacts> = {}): MatchFacts => ({
  ufcstatsId: freshKey(),
  eventId: null,
  weightClass: null,
  title: null,
  isTitleBout: false,
  isMainEvent: false,
  cardOrder: null,
  fightOfTheNight: false,
  method: null,
  methodDetail: null,
  details: null,
  resultRound: null,
  resultTime: null,
  timeFormat: null,
  scheduledRounds: null,
  referee: null,
  judges: [],
  status: "unknown",
  corners: [],
  ...known
})

/** A side of a bout; without an id, one whom nothing identifies. */
export const side = (
  fighter: { readonly id: FighterId | null; readonly name: string },
  result: Result | null = null,
  known: Partial<FighterMatch> = {}
): FighterMatch => ({
  fighterId: fighter.id,
  name: fighter.name,
  corner: null,
  result,
  performanceOfTheNight: false,
  ...known
})

/** A round of which the source left every cell out. */
export const roundStats = (round: number, known: Partial<RoundStats> = {}): RoundStats => ({
  round,
  ...uncounted,
  ...known
})
