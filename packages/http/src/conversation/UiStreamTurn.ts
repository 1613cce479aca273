import { createHash } from "node:crypto"
import { hasEnded, type MessageId, textOf } from "@mma-savant/core/conversation/ChatMessage"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { RunLeases } from "@mma-savant/core/conversation/RunLeases"
import type { Ask, StoredTurn } from "@mma-savant/core/conversation/Turn"
import type { UserId } from "@mma-savant/core/Identity"
import { Effect } from "effect"
import type { UiWanted } from "./UiStreamApi.ts"
import { isMessageId, questionOf } from "./UiStreamQuestion.ts"

/** The same for the same words, and for no others. */
const digest = (...words: ReadonlyArray<string | null>): string =>
  createHash("sha256").update(JSON.stringify(words)).digest("base64url")

const cidOf = (id: string): string => (/^[\w-]{1,64}$/.test(id) ? id : digest(id))

/**
 * Turns of what `useChat` wants. It has made the ids of its questions itself: we know them as what they were asked by.
 * So a question that is sent again is found by asking it again, which starts nothing; and one that was never heard is
 * asked then. The ids of answers, and all ids of a talk that the client has loaded of us, are ours.
 */
export const makeTurns = Effect.gen(function* () {
  const chats = yield* ChatSessionService
  const conversations = yield* ConversationRepository
  const leases = yield* RunLeases

  return Effect.fn("UiStreamTurn.begin")(function* (wanted: UiWanted, userId: UserId) {
    const { canAsk = false, id: sessionId, messageId, messages, model, parentId = null, trigger } = wanted
    const question = questionOf(messages)
    const { below, text } = question
    const place = { sessionId, userId }
    const isEdit = trigger === "submit-message" && messageId !== undefined
    /** What the question was known by before, as far as the client tells. */
    const id = isEdit ? messageId : question.id

    const ask = (cid: string, ask: Ask) => chats.addMessageToSession({ ...place, cid, ask, model, canAsk })

    /** The session, and its first question. */
    const session = chats.getSessionById(sessionId, userId, { limit: 1, offset: 0 })

    /** Asks in the place of something: nobody waits any more for what is still being answered there. */
    const replace = Effect.fnUntraced(function* (cid: string, asked: Ask) {
      const { queued, running } = yield* leases.current(sessionId)
      const turn = yield* ask(cid, asked)
      if (turn.repeated) return turn
      for (const { answerId, run } of running === null ? queued : [running, ...queued]) {
        const [replaced] = yield* conversations.branch(answerId, 2)
        if (replaced?.parentId !== turn.parentId) continue
        yield* Effect.catchTag(chats.cancelRun(place, run), "RunNotActive", () => Effect.void)
      }
      return turn
    })

    /** Once for each state of the talk, so that the same request twice at once is one. */
    const regenerate = (target: MessageId) =>
      Effect.flatMap(session, ({ conversation: { head } }) =>
        replace(digest("regenerate", target, head), { kind: "regenerate", messageId: target })
      )

    const edit = (target: MessageId) =>
      replace(digest("edit", question.id, target, text), { kind: "edit", messageId: target, text })

    const send = ask(cidOf(question.id), { kind: "send", text, parentId })

    const editFirst = Effect.flatMap(session, ({ messages: { items } }) =>
      items[0] === undefined ? send : edit(items[0].id)
    )

    /** Where the client shows it. */
    const placed =
      below === null
        ? editFirst
        : Effect.catchTag(
            replace(digest("edit", question.id, below, text), { kind: "send", text, parentId: below }),
            "MessageNotFound",
            () => editFirst
          )

    /** Under the client's id; where that is of another text by now, it is an edit. */
    const said = id === question.id ? Effect.catchTag(send, "CidConflict", () => placed) : placed

    /** Whether an edit that was there before is not what the client will go on from. */
    const isStale = Effect.fnUntraced(function* ({ answerId }: StoredTurn) {
      if ((yield* session).conversation.head !== answerId) return true
      const [answer] = yield* conversations.branch(answerId, 1)
      return answer !== undefined && hasEnded(answer) && answer.status !== "completed"
    })

    const renew = Effect.fnUntraced(function* (turn: StoredTurn) {
      const isAnew = turn.repeated && (!isEdit || (yield* isStale(turn)))
      return isAnew ? yield* regenerate(turn.questionId) : turn
    })

    const asTheirs = Effect.flatMap(said, renew)
    const asOurs = Effect.gen(function* () {
      const [known] = isMessageId(id) ? yield* conversations.branch(id, 1) : []
      if (known?.role !== "user") return yield* asTheirs
      const again = textOf(known) === text ? regenerate(known.id) : Effect.flatMap(edit(known.id), renew)
      return yield* Effect.catchTag(again, "MessageNotFound", () => asTheirs)
    })

    if (trigger === "submit-message") return yield* isEdit ? asOurs : send
    return messageId === undefined || messageId === id || !isMessageId(messageId)
      ? yield* asOurs
      : yield* Effect.catchTag(regenerate(messageId), "MessageNotFound", () => asOurs)
  })
})
