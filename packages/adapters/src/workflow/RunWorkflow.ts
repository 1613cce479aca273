import { type Flow, RunNumber, RunStatus } from "@mma-savant/core/collection/CollectionRun"
import { OuterRun, RunEnd, RunOrder, RunRefused, Timetable } from "@mma-savant/core/collection/OuterRun"
import { RunSteps } from "@mma-savant/core/collection/RunSteps"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { type Duration, Effect, Layer, Option, Schema } from "effect"
import * as ClusterCron from "effect/cluster/ClusterCron"
import * as ClusterWorkflowEngine from "effect/cluster/ClusterWorkflowEngine"
import * as RunnerAddress from "effect/cluster/RunnerAddress"
import * as RunnerHealth from "effect/cluster/RunnerHealth"
import * as Runners from "effect/cluster/Runners"
import * as Sharding from "effect/cluster/Sharding"
import * as ShardingConfig from "effect/cluster/ShardingConfig"
import * as SqlMessageStorage from "effect/cluster/SqlMessageStorage"
import * as SqlRunnerStorage from "effect/cluster/SqlRunnerStorage"
import * as Digest from "effect/crypto/Digest"
import * as Activity from "effect/workflow/Activity"
import * as Workflow from "effect/workflow/Workflow"
import * as WorkflowEngine from "effect/workflow/WorkflowEngine"

/** One run, however long. A page is no step of it: those are in the frontier, which all processes share. */
const CollectionWorkflow = Workflow.make("Collection", {
  payload: RunOrder.fields,
  success: RunEnd,
  error: Schema.Union([RunRefused, StoreUnavailable]),
  idempotencyKey: ({ name }) => name
})

const { stopped } = RunEnd.fields

const steps = CollectionWorkflow.toLayer(
  Effect.fn("CollectionWorkflow")(function* (order) {
    const { discover, drain, preflight, report, verify } = yield* RunSteps
    yield* Activity.make({
      name: "preflight",
      error: CollectionWorkflow.errorSchema,
      execute: preflight(order.plan)
    })
    const run = yield* Activity.make({
      name: "discover",
      success: RunNumber,
      error: StoreUnavailable,
      execute: discover(order)
    })
    const fault = yield* Activity.make({ name: "drain", success: stopped, execute: drain(run) })
    const status = yield* Activity.make({
      name: "verify",
      success: RunStatus,
      error: StoreUnavailable,
      execute: verify(run, fault)
    })
    yield* Activity.make({
      name: "report",
      error: StoreUnavailable,
      execute: Effect.asVoid(report(run, status))
    })
    return { run, stopped: fault }
  })
)

const outerRun = Layer.effect(
  OuterRun,
  Effect.map(WorkflowEngine.WorkflowEngine, (engine) => {
    const inEngine = Effect.provideService(WorkflowEngine.WorkflowEngine, engine)
    return OuterRun.of({
      carryOut: (order) => inEngine(CollectionWorkflow.execute(order)),
      withdraw: (order) =>
        inEngine(
          Effect.flatMap(CollectionWorkflow.executionId(order), (executionId) =>
            CollectionWorkflow.interrupt(executionId)
          )
        )
    })
  })
)

const over = <E, R>(engine: Layer.Layer<WorkflowEngine.WorkflowEngine, E, R>) =>
  outerRun.pipe(Layer.merge(steps), Layer.provide(engine))

/** Runs of this process, which end with it. */
export const layerMemory: Layer.Layer<OuterRun, never, RunSteps> = over(WorkflowEngine.layerMemory)

export interface ClusterOptions {
  /** So long after a process fell silent the others go on with what it led. */
  readonly takeover: Duration.Duration
  /** The flow whose times this process keeps; null where it keeps none. */
  readonly schedules: Flow | null
}

/** The tables of the cluster stand beside ours, and it makes them itself. */
const tables = { prefix: "collector_cluster" }

/**
 * Whoever leads a run, and whoever keeps the times of a flow, is found by shards. Processes that keep no times of a flow
 * have none of its shards, for they would not know what to do. Few are enough for few runs.
 */
const groups = ["default", "full", "events", "fighters", "rankings"]
const shardsPerGroup = 16

/** How often a process looks for what it is to do: nobody is told over a network, so none of them has to be reachable. */
const lookout = "1 second"

const sharding = ({ schedules, takeover }: ClusterOptions) =>
  Sharding.layer.pipe(
    Layer.provide(Runners.layerNoop),
    Layer.provideMerge(SqlMessageStorage.layerWith(tables)),
    Layer.provide([Layer.orDie(SqlRunnerStorage.layerWith(tables)), RunnerHealth.layerNoop, Digest.layerWebCrypto]),
    Layer.provide(
      Layer.suspend(() =>
        ShardingConfig.layer({
          // A name, and no address: the database alone is between them.
          runnerAddress: Option.some(RunnerAddress.make(crypto.randomUUID(), 0)),
          availableShardGroups: groups,
          assignedShardGroups: schedules === null ? ["default"] : ["default", schedules],
          shardsPerGroup,
          shardLockExpiration: takeover,
          entityMessagePollInterval: lookout,
          refreshAssignmentsInterval: lookout,
          // Who ends gives what it led to the others, and waits no longer for its own steps.
          entityTerminationTimeout: "1 second"
        })
      )
    )
  )

const timetable = (flow: Flow | null) =>
  Layer.effect(
    Timetable,
    Effect.map(Sharding.Sharding, (sharding) =>
      Timetable.of({
        keep: (cron, fire) =>
          ClusterCron.make({
            name: `collect ${flow}`,
            cron,
            shardGroup: flow ?? "default",
            skipIfOlderThan: "1 day",
            execute: Effect.flatMap(ClusterCron.CurrentScheduledTime, fire)
          }).pipe(Layer.launch, Effect.provideService(Sharding.Sharding, sharding))
      })
    )
  )

/** Runs of all processes over one database server, of which each leads some, and leads on those of one that died. */
export const layerCluster = (options: ClusterOptions) =>
  over(ClusterWorkflowEngine.layer).pipe(Layer.merge(timetable(options.schedules)), Layer.provide(sharding(options)))
