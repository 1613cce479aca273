import { ChatLog, type LogBounds } from "@mma-savant/core/conversation/ChatLog"
import type { ChatMessage, MessageId, RunId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { SessionWatch } from "@mma-savant/core/conversation/SessionWatch"
import type { Seen, Snapshot, Watched } from "@mma-savant/core/conversation/Standing"
import type { UserId } from "@mma-savant/core/Identity"
import { Deferred, Effect, Option, Stream } from "effect"
import { Shutdown } from "../system/Shutdown.ts"
import { StreamPace } from "./StreamSeats.ts"
import { UiStreamAnswer } from "./UiStreamAnswer.ts"
import type { UiStreamChunk } from "./UiStreamChunk.ts"

type Chunks = ReadonlyArray<UiStreamChunk>

interface Place {
  readonly sessionId: SessionId
  readonly userId: UserId
}

interface Run {
  readonly run: RunId
  readonly answerId: MessageId
}

/** A run, the log as it stood before the record told of it, and the moment from which its user is told nothing more. */
export interface Told extends Place, Run {
  readonly bounds: Option.Option<LogBounds>
  readonly dismissed: Deferred.Deferred<void>
}

const none: Chunks = []

const textOf = (chunks: Chunks): string => chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")

/** What is seen of the log where a run is to be followed from its start. The log of before is older than what is not in it. */
const before = ({ bounds, run }: Told): Seen =>
  Option.match(bounds, {
    onNone: () => ({}),
    onSome: ({ epoch, head, open }) => {
      const after = open?.run === run ? open.start - 1 : head
      return { after, epoch }
    }
  })

/** The whole of an answer as the record has it, if it has ended. */
const ended = (answer: UiStreamAnswer, { parts, status }: Pick<ChatMessage, "parts" | "status">): Chunks =>
  status === "queued" || status === "streaming" ? none : [...answer.become(parts, false), ...answer.end(status)]

const shown = (answer: UiStreamAnswer, { answerId, run }: Run, { inFlight, messages }: Snapshot): Chunks => {
  const message = messages.find(({ id }) => id === answerId)
  if (message !== undefined) return ended(answer, message)
  if (inFlight?.run !== run) return none
  const { ask, isOpen, parts } = inFlight
  return [...answer.become(parts, isOpen), ...(ask === null ? none : answer.take({ t: "ask", d: ask }))]
}

const snapshotOf = (watched: Watched): Snapshot | null => {
  switch (watched._tag) {
    case "Standing":
      return watched.standing.snapshot
    case "Snapshot":
      return watched.snapshot
    case "Frames":
      return null
  }
}

const heard = (answer: UiStreamAnswer, run: Run, watched: Watched): Chunks => {
  if (watched._tag === "Frames") return watched.frames.flatMap((frame) => answer.take(frame))
  const snapshot = snapshotOf(watched)
  return snapshot === null ? none : shown(answer, run, snapshot)
}

const failure = (errorText: string): Chunks => [{ type: "error", errorText }]

const failed = (errorText: string) => Stream.succeed(failure(errorText))

/** Tells runs in the UI message stream. The runs go on whether or not anybody listens. */
export const makeRunStream = Effect.gen(function* () {
  const log = yield* ChatLog
  const conversations = yield* ConversationRepository
  const { watch } = yield* SessionWatch
  const { requested } = yield* Shutdown
  const pace = yield* StreamPace

  const follow = (told: Told, answer: UiStreamAnswer): Stream.Stream<Chunks> => {
    // Whoever is told an answer stays for its end; who waits for one does so at another server.
    const stopping = Effect.flatMap(Deferred.await(requested), () =>
      answer.hasBegun ? Effect.never : Effect.interrupt
    )
    const dismissal = Stream.fromEffect(Deferred.await(told.dismissed)).pipe(
      Stream.map(() => ({ chunks: failure("You are signed out."), isLast: true }))
    )
    /** An ended answer that the snapshot has no room for is in the record. */
    const leftOut = Effect.fnUntraced(function* (watched: Watched) {
      const snapshot = snapshotOf(watched)
      if (snapshot?.more !== true || answer.isOver || snapshot.inFlight?.run === told.run) return none
      const [message] = yield* conversations.branch(told.answerId, 1)
      return message === undefined ? none : ended(answer, message)
    })
    return watch(told.sessionId, told.userId, before(told)).pipe(
      Stream.mapEffect((watched) => {
        const chunks = heard(answer, told, watched)
        return Effect.map(leftOut(watched), (rest) => ({ chunks: [...chunks, ...rest], isLast: answer.isOver }))
      }),
      Stream.merge(dismissal),
      Stream.takeUntil(({ isLast }) => isLast),
      Stream.map(({ chunks }) => chunks),
      Stream.catchTags({
        SessionNotFound: () => failed("There is no such session any more."),
        StoreUnavailable: (error) =>
          Stream.concat(
            Stream.fromEffectDrain(Effect.logWarning("an answer could not be followed", error)),
            failed("The data cannot be reached at the moment.")
          )
      }),
      Stream.merge(Stream.fromEffectDrain(stopping), { haltStrategy: "left" })
    )
  }

  return {
    /** To be looked at before the record is: what is in neither then comes later in the log. */
    bounds: (sessionId: SessionId) =>
      Effect.catch(Effect.asSome(log.bounds(sessionId)), (error) =>
        Effect.as(Effect.logWarning("the log of a session cannot be reached", error), Option.none<LogBounds>())
      ),

    /** A run from its start to its end; one that was asked for before may be over. */
    tell: Effect.fnUntraced(function* (told: Told, isOld: boolean) {
      const [message] = isOld ? yield* conversations.branch(told.answerId, 1) : []
      const answer = new UiStreamAnswer(told.run, told.answerId)
      const past = message === undefined ? none : ended(answer, message)
      const chunks = Stream.concat(
        Stream.succeed<Chunks>([answer.start, ...past]),
        answer.isOver ? Stream.empty : follow(told, answer)
      )
      const comments = Stream.drop(Stream.tick(pace.comment), 1).pipe(Stream.map(() => ":\n\n"))
      return Stream.map(chunks, textOf).pipe(
        Stream.concat(Stream.succeed("data: [DONE]\n\n")),
        Stream.merge(comments, { haltStrategy: "left" }),
        Stream.encodeText
      )
    })
  }
})
