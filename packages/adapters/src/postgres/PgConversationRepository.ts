import { ChatMessage, type MessageId, type SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { Conversation, SessionNotFound } from "@mma-savant/core/conversation/Conversation"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import type { UserId } from "@mma-savant/core/Identity"
import { Array, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { sliceOf } from "./SliceRow.ts"
import { json, storable } from "./Text.ts"

const conversationsIn = rowsOf(Conversation)
const conversationPageIn = sliceOf(Conversation, "sessionId")
const messagesIn = rowsOf(ChatMessage)
const messagePageIn = sliceOf(ChatMessage, "id")

export const layer = Layer.effect(
  ConversationRepository,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const columns = sql.literal(
      `session_id as "sessionId", user_id as "userId", title, head, created_at as "createdAt", updated_at as "updatedAt"`
    )
    const messageColumns = sql.literal(
      `m.message_id as id, m.parent as "parentId", m.role, m.parts, m.status, m.created_at as "createdAt"`
    )

    const create = Effect.fn("PgConversationRepository.create")(function* ({
      sessionId,
      title,
      userId
    }: Pick<Conversation, "sessionId" | "userId" | "title">) {
      const [created] = yield* conversationsIn(sql`
        insert into conversations as known (session_id, user_id, title)
        values (${sessionId}, ${userId}, ${title === null ? null : storable(title)})
        on conflict (session_id) do update set title = known.title where known.user_id = excluded.user_id
        returning ${columns}`)
      return created ?? (yield* new SessionNotFound({ sessionId }))
    })

    const find = Effect.fn("PgConversationRepository.find")((sessionId: SessionId, userId: UserId) =>
      Effect.map(
        conversationsIn(
          sql`select ${columns} from conversations where session_id = ${sessionId} and user_id = ${userId}`
        ),
        Array.head
      )
    )

    const list = Effect.fn("PgConversationRepository.list")(
      (userId: UserId, { limit, offset }: { readonly limit: number; readonly offset: number }) =>
        conversationPageIn(sql`
          select total, page.*
          from (select count(*)::int as total from conversations where user_id = ${userId}) counted
          left join (
            select ${columns}, id from conversations where user_id = ${userId}
            order by updated_at desc, id desc limit ${limit} offset ${offset}
          ) page on true
          order by "updatedAt" desc, id desc`)
    )

    const rename = Effect.fn("PgConversationRepository.rename")(
      (sessionId: SessionId, title: string, instead?: string | null) => {
        const known =
          instead === undefined
            ? sql.literal("true")
            : sql`title is not distinct from ${instead === null ? null : storable(instead)}::text`
        return Effect.map(
          orUnavailable(sql`
            update conversations set title = ${storable(title)}, updated_at = now()
            where session_id = ${sessionId} and ${known}
            returning id`),
          ({ length }) => length === 1
        )
      }
    )

    const remove = Effect.fn("PgConversationRepository.remove")((sessionId: SessionId, userId: UserId) =>
      Effect.map(
        orUnavailable(
          sql`delete from conversations where session_id = ${sessionId} and user_id = ${userId} returning id`
        ),
        ({ length }) => length === 1
      )
    )

    // Messages are counted from 1 without gaps: the last number is how many there are, and the place of a page.
    const messages = Effect.fn("PgConversationRepository.messages")(
      (sessionId: SessionId, { limit, offset }: { readonly limit: number; readonly offset: number | null }) =>
        messagePageIn(sql`
          with session as (
            select c.id, total, coalesce(${offset}::bigint, total - ${limit}) as before
            from conversations c, lateral (
              select coalesce(max(seq), 0) as total from messages where conversation_id = c.id
            ) counted
            where c.session_id = ${sessionId}
          )
          select total, ${messageColumns}
          from session
          left join messages m on m.conversation_id = session.id
            and m.seq > before and m.seq <= before + ${limit}
          order by m.seq`)
    )

    const charted = Effect.fn("PgConversationRepository.charted")(
      (sessionId: SessionId, callId: string, messageId: MessageId | null) =>
        Effect.map(
          messagesIn(sql`
            select ${messageColumns}
            from conversations c join messages m on m.conversation_id = c.id
            where c.session_id = ${sessionId}
              and (${messageId}::uuid is null or m.message_id = ${messageId}::uuid)
              and m.parts @> ${json([{ kind: "chart", callId }])}::jsonb
            order by m.seq desc limit 1`),
          Array.head
        )
    )

    const branch = Effect.fn("PgConversationRepository.branch")((leaf: MessageId, limit: number) =>
      messagesIn(sql`
        with recursive path as (
          select m.*, 1 as depth from messages m where m.message_id = ${leaf}::uuid
          union all
          select m.*, depth + 1 from path join messages m on m.message_id = path.parent where depth < ${limit}::int
        )
        select ${messageColumns} from path m order by depth desc`)
    )

    return ConversationRepository.make({ create, find, list, rename, remove, messages, charted, branch })
  })
)
