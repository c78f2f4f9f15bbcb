import { Anchor, Button, Group, NativeSelect, NumberInput, Stack, Table, Text, Title } from '@mantine/core'
import { Form } from 'react-router'
import { localDate } from '../../../calendar/model/local-time.ts'
import { mayTry } from '../../../platform/operations.ts'
import { type Column, DataList } from '../../../ui/data-list.tsx'
import { newKey } from '../../../ui/new-key.ts'
import { Notice } from '../../../ui/notice.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../../ui/page-context.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { handleComment, setRatingMinimum } from '../../commands/handle-comment.ts'
import type { FieldResult } from '../../model/rating/results.ts'
import { quarterName, quarterOf } from '../../model/rating/survey.ts'
import { ratingComments } from '../../queries/rating-comments.ts'
import { ratingResults } from '../../queries/rating-results.ts'
import type { Route } from './+types/satisfaction.ts'
import { CommentList } from './comment-list.tsx'

export const meta = () => [{ title: 'Mức độ hài lòng — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, ratingResults.audience)
  const { searchParams } = new URL(request.url)
  const quarter = searchParams.get('quy') || undefined
  const wholeYear = searchParams.get('ca-nam') === 'co'
  const [results, comments] = await Promise.all([
    pageRead(context, ratingResults, { quarter, wholeYear }),
    mayTry(actor, ratingComments.audience) ? pageRead(context, ratingComments, {}) : null,
  ])
  return {
    results,
    comments: comments?.items ?? null,
    quarters: quartersTo(quarterOf(localDate(context.get(pageContext).services.clock())), results.quarter),
    mayHandle: mayTry(actor, handleComment.audience),
    maySet: mayTry(actor, setRatingMinimum.audience),
    idempotencyKey: newKey(),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ratingResults.audience)
  const { intent, idempotencyKey, ...input } = Object.fromEntries(await request.formData())
  const key = String(idempotencyKey ?? '') || undefined
  return intent === 'minimum'
    ? pageWrite(context, setRatingMinimum, { input, idempotencyKey: key })
    : pageWrite(context, handleComment, { input, idempotencyKey: key })
}

/** Two years of quarters up to this one, latest first, and the one that is shown. */
function quartersTo(now: string, shown: string): string[] {
  const at = Number(now.slice(0, 4)) * 4 + (Number(now.slice(5, 7)) - 1) / 3
  const known = Array.from({ length: 8 }, (_, back) => at - back).map(
    (each) => `${Math.floor(each / 4)}-${String((each % 4) * 3 + 1).padStart(2, '0')}-01`,
  )
  return known.includes(shown) ? known : [shown, ...known]
}

const columns: readonly Column<FieldResult>[] = [
  { header: 'Lĩnh vực', isTitle: true, cell: ({ fieldName }) => fieldName },
  { header: 'Số đánh giá', cell: ({ count }) => count },
  { header: 'Hài lòng', cell: ({ liked }) => `${liked} %` },
  { header: 'Điểm các câu hỏi', cell: ({ score }) => `${score} %` },
]

/** Results of the ratings by field and question, and what people wrote. */
export default function Satisfaction({ loaderData, actionData }: Route.ComponentProps) {
  const { results, comments, quarters, mayHandle, maySet, idempotencyKey } = loaderData
  const { minimum, total, fields, questions, wholeYear, quarter } = results
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Mức độ hài lòng
      </Title>
      {actionData && !actionData.ok ? <ProblemAlert problem={actionData.problem} /> : null}
      {actionData?.ok ? <Notice tone="good" title="Đã lưu." /> : null}
      <Form method="get">
        <Group align="flex-end" gap="sm">
          <NativeSelect
            name="quy"
            label="Kỳ"
            defaultValue={quarter}
            data={quarters.map((value) => ({ value, label: quarterName(value) }))}
          />
          <NativeSelect
            name="ca-nam"
            label="Phạm vi"
            defaultValue={wholeYear ? 'co' : 'khong'}
            data={[
              { value: 'khong', label: 'Một quý' },
              { value: 'co', label: 'Cả năm' },
            ]}
          />
          <Button type="submit" variant="default">
            Xem
          </Button>
        </Group>
      </Form>
      <Text>
        Kết quả chỉ hiện theo từng nhóm đủ {minimum} đánh giá của một lĩnh vực trong một quý, để không ai bị
        nhận ra. Đánh giá chưa đủ nhóm được cộng vào sau.
      </Text>
      {total.count === 0 ? (
        <Text>Kỳ này chưa có lĩnh vực nào đủ {minimum} đánh giá.</Text>
      ) : (
        <>
          <DataList
            label="Kết quả theo lĩnh vực"
            columns={columns}
            rows={[total, ...fields]}
            rowKey={({ fieldCode }) => fieldCode}
          />
          <Questions questions={questions} />
        </>
      )}
      {maySet ? <MinimumForm minimum={minimum} idempotencyKey={idempotencyKey} /> : null}
      {comments ? (
        <CommentList comments={comments} mayHandle={mayHandle} idempotencyKey={idempotencyKey} />
      ) : null}
      <Text size="sm">
        Người dân đánh giá tại trang <Anchor href="/danh-gia">Đánh giá</Anchor>; trang này mở được trên điện
        thoại và máy đặt tại quầy.
      </Text>
    </Stack>
  )
}

function Questions({ questions }: Pick<Route.ComponentProps['loaderData']['results'], 'questions'>) {
  return (
    <section aria-labelledby="theo-cau-hoi">
      <Title order={2} size="h4" id="theo-cau-hoi" mb="xs">
        Theo câu hỏi
      </Title>
      <Table verticalSpacing="xs">
        <Table.Tbody>
          {questions.map(({ text, answers }) => (
            <Table.Tr key={text}>
              <Table.Th scope="row" fw={400} w="45%">
                {text}
              </Table.Th>
              <Table.Td>{answers.map((answer) => `${answer.text}: ${answer.count}`).join(' · ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function MinimumForm({ minimum, idempotencyKey }: { minimum: number; idempotencyKey: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="minimum" />
      <input type="hidden" name="idempotencyKey" value={`${idempotencyKey}.so-it-nhat`} />
      <Group align="flex-end" gap="sm">
        <NumberInput
          key={minimum}
          name="minimum"
          label="Số đánh giá ít nhất để hiện kết quả"
          defaultValue={minimum}
          min={3}
          max={100}
          hideControls
          w={330}
        />
        <Button type="submit" variant="default">
          Lưu
        </Button>
      </Group>
    </Form>
  )
}
