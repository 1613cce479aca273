import { Crawl } from "@mma-savant/core/collection/Crawl"
import { Crawler } from "@mma-savant/core/collection/Crawler"
import { Crew } from "@mma-savant/core/collection/Crew"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { PageFetcher } from "@mma-savant/core/collection/PageFetcher"
import { PageStore } from "@mma-savant/core/collection/PageStore"
import { PageVisitor } from "@mma-savant/core/collection/PageVisitor"
import { RunSteps } from "@mma-savant/core/collection/RunSteps"
import { UFCStatsFlow } from "@mma-savant/core/collection/UFCStatsFlow"
import { Layer } from "effect"

/** The flows, with the ports of storage and of the sites still open. */
export const crawling = Layer.mergeAll(UFCStatsFlow.layer, Crawler.layer, RunSteps.layer).pipe(
  Layer.provideMerge(Crawl.layer),
  Layer.provideMerge(Crew.layer),
  Layer.provide(PageVisitor.layer),
  Layer.provide([PageStore.layer.pipe(Layer.provide(DataStore.layer)), PageFetcher.layer])
)
