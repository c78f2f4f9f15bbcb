import {
  Button,
  Group,
  List,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { DateField } from '../../ui/date-field.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { openVote } from '../commands/internal/votes.ts'
import { linesIn } from '../model/outgoing/outgoing-content.ts'
import { listVotes } from '../queries/internal/list-votes.ts'
import type { Route } from './+types/votes.ts'
import { InternalDialog, PeopleBoxes, textIn, typedMoment } from './internal/internal-dialog.tsx'
import { runInternalForm } from './internal/run-internal.ts'

export const meta = () => [{ title: 'Phiếu lấy ý kiến — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listVotes.audience)
  return { ...(await pageRead(context, listVotes, {})), mayOpen: mayTry(actor, openVote.audience) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, listVotes.audience)
  return runInternalForm(pageWrite, context, await request.formData())
}

type Data = Route.ComponentProps['loaderData']
type Row = Data['rows'][number]
type Opened = { work: 'open' } | { work: 'cast' | 'close'; row: Row }

export default function Votes({ loaderData }: Route.ComponentProps) {
  const { rows, mayOpen } = loaderData
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  return (
    <Stack maw={900}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Phiếu lấy ý kiến
        </Title>
        {mayOpen ? <Button onClick={() => setOpened({ work: 'open' })}>Gửi phiếu lấy ý kiến</Button> : null}
      </Group>
      <Text size="sm">
        Trước khi chốt, mọi người chỉ thấy ai đã trả lời; kết quả được khóa khi người cuối cùng trả lời hoặc
        hết hạn.
      </Text>
      {rows.length === 0 ? <Text>Chưa có phiếu nào.</Text> : null}
      {rows.map((row) => (
        <Vote
          key={row.id}
          row={row}
          onCast={() => setOpened({ work: 'cast', row })}
          onClose={() => setOpened({ work: 'close', row })}
        />
      ))}
      {opened?.work === 'open' ? <OpenDialog members={loaderData.members} onClose={close} /> : null}
      {opened?.work === 'cast' ? <CastDialog row={opened.row} onClose={close} /> : null}
      {opened?.work === 'close' ? <CloseDialog row={opened.row} onClose={close} /> : null}
    </Stack>
  )
}

function Vote({ row, onCast, onClose }: { row: Row; onCast(): void; onClose(): void }) {
  const cast = row.voters.filter((each) => each.cast).length
  return (
    <Paper withBorder p="sm" component="article" aria-label={row.question}>
      <Group gap="xs">
        <Title order={2} size="h5">
          {row.question}
        </Title>
        <Tag tone={row.closed ? 'good' : 'plain'}>{row.closed ? 'Đã chốt kết quả' : 'Đang lấy ý kiến'}</Tag>
      </Group>
      {row.words ? <Text size="sm">{row.words}</Text> : null}
      <Text size="sm">
        {row.openedBy} gửi. Hạn trả lời: {formatShortMoment(new Date(row.deadline))}. Đã trả lời: {cast}/
        {row.voters.length}.
      </Text>
      {row.counts ? (
        <List size="sm">
          {row.options.map((option, index) => (
            <List.Item key={option}>
              {option}: {row.counts?.[index] ?? 0}
            </List.Item>
          ))}
        </List>
      ) : null}
      <Text size="sm">
        {row.voters
          .map((voter) => {
            const answer =
              voter.choice === null ? (voter.cast ? 'đã trả lời' : 'chưa trả lời') : row.options[voter.choice]
            return `${voter.name} (${answer}${voter.words ? `: ${voter.words}` : ''})`
          })
          .join('; ')}
      </Text>
      <Group mt="xs">
        {row.mayVote ? (
          <Button onClick={onCast} aria-label={`Trả lời: ${row.question}`}>
            Trả lời
          </Button>
        ) : null}
        {row.mayClose ? (
          <Button variant="default" onClick={onClose} aria-label={`Chốt kết quả: ${row.question}`}>
            Chốt kết quả
          </Button>
        ) : null}
      </Group>
    </Paper>
  )
}

function OpenDialog({ members, onClose }: { members: Data['members']; onClose(): void }) {
  const [day, setDay] = useState('')
  const [voters, setVoters] = useState<string[]>([])
  return (
    <InternalDialog
      title="Gửi phiếu lấy ý kiến"
      intro="Mỗi người trả lời một lần, không sửa lại được."
      submitLabel="Gửi phiếu"
      work="gui-phieu"
      fields={['question', 'words', 'options', 'deadline', 'voters']}
      input={(form) => ({
        question: textIn(form, 'question'),
        words: textIn(form, 'words'),
        options: linesIn(textIn(form, 'options')),
        deadline: typedMoment(day, textIn(form, 'time')),
        voters,
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="question"
            label="Vấn đề lấy ý kiến"
            error={errorAt('question')}
            maxLength={500}
            data-autofocus
            required
          />
          <Textarea name="words" label="Nội dung" minRows={2} autosize error={errorAt('words')} />
          <Textarea
            name="options"
            label="Các phương án"
            description="Mỗi dòng một phương án"
            defaultValue={'Đồng ý\nKhông đồng ý\nÝ kiến khác'}
            minRows={3}
            autosize
            error={errorAt('options')}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <DateField
              label="Hạn trả lời, ngày"
              value={day}
              onValue={setDay}
              error={errorAt('deadline')}
              required
            />
            <TextInput name="time" label="Giờ" defaultValue="17:00" />
          </SimpleGrid>
          <PeopleBoxes
            label="Người được lấy ý kiến"
            members={members}
            chosen={voters}
            onChange={setVoters}
            error={errorAt('voters')}
          />
        </>
      )}
    </InternalDialog>
  )
}

function CastDialog({ row, onClose }: { row: Row; onClose(): void }) {
  return (
    <InternalDialog
      title={row.question}
      intro="Trả lời một lần, không sửa lại được. Không ai thấy lựa chọn này trước khi chốt kết quả."
      submitLabel="Gửi trả lời"
      work="tra-loi-phieu"
      fields={['choice', 'words']}
      input={(form) => ({ id: row.id, choice: Number(textIn(form, 'choice')), words: textIn(form, 'words') })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <NativeSelect
            name="choice"
            label="Phương án"
            error={errorAt('choice')}
            data={row.options.map((option, index) => ({ value: String(index), label: option }))}
          />
          <Textarea name="words" label="Ý kiến thêm" minRows={2} autosize error={errorAt('words')} />
        </>
      )}
    </InternalDialog>
  )
}

function CloseDialog({ row, onClose }: { row: Row; onClose(): void }) {
  return (
    <InternalDialog
      title={`Chốt kết quả: ${row.question}`}
      intro="Kết quả được khóa và hiện cho mọi người được lấy ý kiến."
      submitLabel="Chốt kết quả"
      work="chot-phieu"
      fields={[]}
      input={() => ({ id: row.id })}
      onClose={onClose}
    />
  )
}
