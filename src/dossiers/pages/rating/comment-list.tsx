import { Button, Group, NativeSelect, Paper, Stack, Text, Textarea, Title } from '@mantine/core'
import { Form } from 'react-router'
import { Tag } from '../../../ui/tag.tsx'
import { type CommentState, commentStateNames, nextCommentStates } from '../../model/rating/comment.ts'

interface Comment {
  id: string
  body: string
  state: CommentState
  answer: string
  revision: number
}

interface Props {
  comments: readonly Comment[]
  mayHandle: boolean
  idempotencyKey: string
}

const tones = { new: 'warning', read: 'plain', answered: 'good', complaint: 'warning' } as const

/** What people wrote, each with what has become of it and what may be done next. */
export function CommentList({ comments, mayHandle, idempotencyKey }: Props) {
  return (
    <section aria-labelledby="gop-y">
      <Title order={2} size="h4" id="gop-y" mb="xs">
        Góp ý của người dân
      </Title>
      {comments.length === 0 ? <Text>Chưa có góp ý nào.</Text> : null}
      <Stack gap="sm">
        {comments.map((comment) => (
          <Paper key={comment.id} withBorder p="sm">
            <Stack gap="xs">
              <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{comment.body}</Text>
              <div>
                <Tag tone={tones[comment.state]}>{commentStateNames[comment.state]}</Tag>
              </div>
              {comment.answer ? <Text size="sm">Trả lời: {comment.answer}</Text> : null}
              {mayHandle && nextCommentStates(comment.state).length > 0 ? (
                <HandleForm comment={comment} idempotencyKey={idempotencyKey} />
              ) : null}
            </Stack>
          </Paper>
        ))}
      </Stack>
    </section>
  )
}

function HandleForm({ comment, idempotencyKey }: { comment: Comment; idempotencyKey: string }) {
  const { id, revision, state } = comment
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="comment" />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="idempotencyKey" value={`${idempotencyKey}.${id}`} />
      <Stack gap="xs">
        <Textarea name="answer" label="Nội dung trả lời" rows={2} maxLength={2000} />
        <Group align="flex-end" gap="sm">
          <NativeSelect
            name="state"
            label="Cách xử lý"
            data={nextCommentStates(state).map((value) => ({ value, label: commentStateNames[value] }))}
          />
          <Button type="submit" variant="default">
            Ghi nhận
          </Button>
        </Group>
      </Stack>
    </Form>
  )
}
