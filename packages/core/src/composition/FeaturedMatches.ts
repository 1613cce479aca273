import { Schema } from "effect"
import type { Match } from "../match/Match.ts"
import { CardBout, cardBout } from "./CardBout.ts"

/** What a card is announced with. */
export const FeaturedMatches = Schema.Struct({
  /** Null where no bout is known to be the main event. */
  mainEvent: Schema.NullOr(CardBout),
  /** Three others at most, the highest on the card first: none of the two that begin the night. */
  featured: Schema.Array(CardBout)
})
export type FeaturedMatches = typeof FeaturedMatches.Type

const mostFeatured = 3
const lowestFeatured = 3

export const featuredMatches = (card: ReadonlyArray<Match>): FeaturedMatches => {
  const main = card.find(({ isMainEvent }) => isMainEvent)
  const others = card
    .filter((match) => match !== main && (match.cardOrder ?? 0) >= lowestFeatured)
    .sort((a, b) => (b.cardOrder ?? 0) - (a.cardOrder ?? 0))
  return {
    mainEvent: main === undefined ? null : cardBout(main),
    featured: others.slice(0, mostFeatured).map(cardBout)
  }
}
