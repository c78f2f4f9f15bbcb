import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link, Outlet } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { noteOutgoingSeen } from '../commands/outgoing/comment-outgoing.ts'
import { typeName } from '../model/outgoing/document-types.ts'
import { outgoingStates } from '../model/outgoing/life.ts'
import { getOutgoing } from '../queries/outgoing/get-outgoing.ts'
import { getOutgoingSetup } from '../queries/outgoing/outgoing-choices.ts'
import type { Route } from './+types/outgoing-document.ts'
import { FilingCard } from './filing-slot.tsx'
import { DraftEditor } from './outgoing/draft-editor.tsx'
import { draftOf } from './outgoing/draft-state.ts'
import { FormFaults } from './outgoing/form-faults.tsx'
import { OutgoingHistory } from './outgoing/outgoing-history.tsx'
import { OutgoingSteps } from './outgoing/outgoing-steps.tsx'
import { runOutgoingForm } from './outgoing/run-outgoing.ts'
import { VersionDifferences } from './outgoing/version-differences.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${loaderData?.document.code ?? 'Dự thảo văn bản'} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireStaff(context, request, getOutgoing.audience)
  const [document, setup] = await Promise.all([
    pageRead(context, getOutgoing, { id: params.id }),
    pageRead(context, getOutgoingSetup, {}),
  ])
  // A look at a restricted document is itself a thing done, and written down before anything is shown.
  if (document.restricted) {
    const seen = { input: { id: document.id, part: 'page' }, idempotencyKey: undefined }
    const noted = await pageWrite(context, noteOutgoingSeen, seen)
    if (!noted.ok) throw new Response(noted.problem.detail, { status: noted.problem.status })
  }
  const unit = setup.units.find(({ name }) => name === document.drafter.unit)
  return {
    document,
    setup,
    unitSymbol: unit?.symbol ?? '',
    actorId: context.get(pageContext).actor?.id ?? '',
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, getOutgoing.audience)
  return runOutgoingForm(pageWrite, context, await request.formData())
}

export type OutgoingView = Route.ComponentProps['loaderData']['document']

export default function OutgoingDocument({ loaderData }: Route.ComponentProps) {
  const { document, setup, unitSymbol } = loaderData
  const mayEdit = document.steps.includes('save')
  const [editing, setEditing] = useState(mayEdit && document.state === 'draft')
  return (
    <Stack gap="lg">
      <Head document={document} />
      <OutgoingSteps
        document={document}
        isEditing={editing}
        onEdit={mayEdit ? () => setEditing(!editing) : null}
      />
      <FilingCard />
      {editing && mayEdit ? (
        <DraftEditor
          key={document.revision}
          start={draftOf(document)}
          setup={setup}
          document={{ id: document.id, revision: document.revision }}
          unitSymbol={unitSymbol}
          onSaved={() => {}}
        />
      ) : (
        <Paper document={document} />
      )}
      <Outlet />
      <VersionDifferences key={document.version} versions={document.versions} />
      <OutgoingHistory document={document} />
    </Stack>
  )
}

function Head({ document }: { document: OutgoingView }) {
  const { content, state, drafter, signer, datedOn } = document
  return (
    <div>
      <Title order={1} size="h2">
        {document.code
          ? `${typeName(content.typeCode)} ${document.code}`
          : `Dự thảo ${typeName(content.typeCode)}`}
      </Title>
      <Text>{content.subject}</Text>
      <Group gap="xs" mt="xs">
        <Tag tone={state === 'issued' ? 'good' : 'plain'}>{outgoingStates[state]}</Tag>
        {document.restricted ? <Tag tone="warning">Hạn chế, mỗi lượt xem được ghi lại</Tag> : null}
        <Text span size="sm">
          Người soạn: {drafter.name}
          {drafter.unit ? ` (${drafter.unit})` : ''}. Người ký: {signer ?? 'chưa chọn'}.
          {datedOn ? ` Ngày văn bản: ${formatDate(datedOn)}.` : ''}
        </Text>
      </Group>
      {document.repliesTo.map(({ id, label }) => (
        <Text key={id} size="sm">
          Trả lời:{' '}
          <Anchor component={Link} inherit to={`/van-ban-den/${id}`}>
            {label}
          </Anchor>
        </Text>
      ))}
      {document.closingReason ? (
        <Notice tone="warning" title={outgoingStates[state]}>
          {document.closingReason}
        </Notice>
      ) : null}
      {document.correctedBy || document.replacedBy ? (
        <Anchor component={Link} to={`/van-ban-di/${document.correctedBy ?? document.replacedBy}`} size="sm">
          {document.replacedBy ? 'Mở văn bản thay thế' : 'Mở công văn đính chính'}
        </Anchor>
      ) : null}
    </div>
  )
}

/** The page as it stands, to read on a telephone too, with the files. */
function Paper({ document }: { document: OutgoingView }) {
  const address = `/api/v1/outgoing-documents/${document.id}/paper`
  return (
    <Stack gap="sm">
      <Group>
        <Button component="a" href={`${address}.pdf`} target="_blank" variant="default">
          Mở bản in PDF
        </Button>
        <Button component="a" href={`${address}.docx`} variant="default">
          Tải tệp Word
        </Button>
        {document.signedFileId ? (
          <Button
            component="a"
            href={`/api/v1/outgoing-documents/${document.id}/signed.pdf`}
            target="_blank"
            variant="default"
          >
            Mở bản đã ký
          </Button>
        ) : null}
      </Group>
      {document.faults.length > 0 ? <FormFaults faults={document.faults} /> : null}
      <iframe
        title="Bản in của văn bản"
        src={`${address}.pdf?ban=${document.revision}#view=FitH`}
        style={{ width: '100%', height: '44rem', border: '1px solid #868e96' }}
      />
    </Stack>
  )
}
