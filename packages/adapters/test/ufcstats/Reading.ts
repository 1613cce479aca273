import type { FindingRule } from "@mma-savant/core/collection/Finding"
import type { PageFault } from "@mma-savant/core/collection/PageFault"
import type { PageFacts, ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import { Result } from "effect"

/** What a page that must be readable says. */
export const readable = <Facts>(read: ReadPage<Facts>): PageFacts<Facts> => Result.getOrThrow(read)

/** Why a page that must not be readable is not. */
export const faultOf = (read: ReadPage<unknown>): PageFault => Result.getOrThrow(Result.flip(read))

/** The rules by which something was found, in order. */
export const rules = (read: PageFacts<unknown>): ReadonlyArray<FindingRule> => read.findings.map(({ rule }) => rule)
