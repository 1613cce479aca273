import { Context, type Duration } from "effect"

/** What a site's robots.txt asks of us. */
export interface RobotsRules {
  readonly allows: (url: string) => boolean
  /** Between two requests; null where it says nothing. */
  readonly crawlDelay: Duration.Duration | null
}

/** Reads robots.txt by RFC 9309: the rules of the group that names us, else those for everybody. */
export class Robots extends Context.Service<
  Robots,
  {
    /** `address` is where the text stands; whatever the text, it never throws. */
    readonly read: (address: string, text: string) => RobotsRules
  }
>()("@mma-savant/core/collection/Robots") {}
