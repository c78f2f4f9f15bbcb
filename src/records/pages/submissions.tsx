import {
  Anchor,
  Button,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { type UploadedFile, UploadField } from '../../ui/upload-field.tsx'
import { submissionStates as states } from '../model/internal/submission-states.ts'
import { listSubmissions } from '../queries/internal/internal-lists.ts'
import type { Route } from './+types/submissions.ts'
import { InternalDialog, textIn } from './internal/internal-dialog.tsx'
import { runInternalForm } from './internal/run-internal.ts'

export const meta = () => [{ title: 'Phiếu trình — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, listSubmissions.audience)
  return pageRead(context, listSubmissions, {})
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, listSubmissions.audience)
  return runInternalForm(pageWrite, context, await request.formData())
}

type Data = Route.ComponentProps['loaderData']
type Row = Data['rows'][number]

export default function Submissions({ loaderData }: Route.ComponentProps) {
  const [opened, setOpened] = useState<Row | 'new' | null>(null)
  const { rows } = loaderData
  return (
    <Stack maw={900}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Phiếu trình
        </Title>
        <Button onClick={() => setOpened('new')}>Lập phiếu trình</Button>
      </Group>
      <Text size="sm">Phiếu anh, chị đã trình hoặc cần cho ý kiến; phiếu đang chờ đứng đầu.</Text>
      {rows.length === 0 ? <Text>Chưa có phiếu trình nào.</Text> : null}
      {rows.map((row) => (
        <Slip key={row.id} row={row} onAnswer={() => setOpened(row)} />
      ))}
      {opened === 'new' ? <NewDialog members={loaderData.members} onClose={() => setOpened(null)} /> : null}
      {opened !== null && opened !== 'new' ? (
        <AnswerDialog row={opened} onClose={() => setOpened(null)} />
      ) : null}
    </Stack>
  )
}

function Slip({ row, onAnswer }: { row: Row; onAnswer(): void }) {
  return (
    <Paper withBorder p="sm" component="article" aria-label={row.subject}>
      <Group gap="xs">
        <Title order={2} size="h5">
          {row.subject}
        </Title>
        <Tag tone={row.state === 'agreed' ? 'good' : row.state === 'waiting' ? 'plain' : 'warning'}>
          {states[row.state]}
        </Tag>
      </Group>
      <Text size="sm" c="gray.7">
        {row.from} trình {row.to}, {formatShortMoment(new Date(row.submittedAt))}
      </Text>
      {row.words ? <Text size="sm">{row.words}</Text> : null}
      <Text size="sm">
        <b>Đề xuất:</b> {row.proposal}
      </Text>
      {row.files.map(({ id, name }) => (
        <Anchor
          key={id}
          href={`/api/v1/internal-submissions/${row.id}/files/${id}`}
          target="_blank"
          size="sm"
          mr="sm"
        >
          {name}
        </Anchor>
      ))}
      {row.answer ? (
        <Text size="sm">
          <b>Ý kiến:</b> {row.answer}
        </Text>
      ) : null}
      {row.mine && row.state === 'waiting' ? (
        <Button mt="xs" onClick={onAnswer} aria-label={`Cho ý kiến: ${row.subject}`}>
          Cho ý kiến
        </Button>
      ) : null}
    </Paper>
  )
}

function NewDialog({ members, onClose }: { members: Data['members']; onClose(): void }) {
  const [files, setFiles] = useState<UploadedFile[]>([])
  return (
    <InternalDialog
      title="Lập phiếu trình"
      intro="Trình lãnh đạo quyết định một việc trong cơ quan."
      submitLabel="Gửi phiếu trình"
      work="trinh"
      fields={['subject', 'words', 'proposal', 'submittedTo', 'fileIds']}
      input={(form) => ({
        subject: textIn(form, 'subject'),
        words: textIn(form, 'words'),
        proposal: textIn(form, 'proposal'),
        submittedTo: textIn(form, 'submittedTo'),
        fileIds: files.map(({ id }) => id),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="subject"
            label="Việc cần trình"
            error={errorAt('subject')}
            maxLength={300}
            data-autofocus
            required
          />
          <Textarea name="words" label="Tóm tắt nội dung" minRows={3} autosize error={errorAt('words')} />
          <Textarea
            name="proposal"
            label="Đề xuất"
            minRows={2}
            autosize
            error={errorAt('proposal')}
            required
          />
          <NativeSelect
            name="submittedTo"
            label="Trình"
            error={errorAt('submittedTo')}
            data={[
              { value: '', label: 'Chọn người quyết định' },
              ...members.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
            ]}
          />
          <UploadField
            label="Tài liệu kèm theo"
            files={files}
            multiple
            onChange={setFiles}
            error={errorAt('fileIds')}
          />
        </>
      )}
    </InternalDialog>
  )
}

function AnswerDialog({ row, onClose }: { row: Row; onClose(): void }) {
  return (
    <InternalDialog
      title={`Cho ý kiến: ${row.subject}`}
      intro={`Đề xuất: ${row.proposal}`}
      submitLabel="Ghi ý kiến"
      work="cho-y-kien"
      fields={['state', 'answer']}
      input={(form) => ({
        id: row.id,
        revision: row.revision,
        state: textIn(form, 'state'),
        answer: textIn(form, 'answer'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <NativeSelect
            name="state"
            label="Quyết định"
            data={(['agreed', 'refused', 'returned'] as const).map((value) => ({
              value,
              label: states[value],
            }))}
          />
          <Textarea
            name="answer"
            label="Ý kiến"
            description="Phải ghi khi không đồng ý hoặc trả lại"
            minRows={3}
            autosize
            error={errorAt('answer')}
          />
        </>
      )}
    </InternalDialog>
  )
}
