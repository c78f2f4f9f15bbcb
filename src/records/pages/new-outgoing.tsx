import { Stack, Text, Title } from '@mantine/core'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { draftCertificateRequest } from '../../signing/queries/draft-request.ts'
import { pageRead, pageTry, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { createOutgoing } from '../commands/outgoing/draft-outgoing.ts'
import { getOutgoingSetup } from '../queries/outgoing/outgoing-choices.ts'
import { replyTarget } from '../queries/outgoing/reply-target.ts'
import type { Route } from './+types/new-outgoing.ts'
import { DraftEditor } from './outgoing/draft-editor.tsx'
import { emptyDraft } from './outgoing/draft-state.ts'
import { runOutgoingForm } from './outgoing/run-outgoing.ts'

export const meta = () => [{ title: 'Soạn văn bản đi — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, createOutgoing.audience)
  const { searchParams } = new URL(request.url)
  const asked = z.uuid().safeParse(searchParams.get('tra-loi'))
  const certificate = searchParams.get('chung-thu')
  const [setup, answered, requested] = await Promise.all([
    pageRead(context, getOutgoingSetup, {}),
    asked.success ? pageTry(context, replyTarget, { id: asked.data }) : null,
    certificate === null
      ? null
      : pageTry(context, draftCertificateRequest, { revokedId: certificate || null }),
  ])
  const head = setup.authorities.find(({ kind, current }) => kind === 'head' && current)
  return {
    setup,
    headId: head?.staffId ?? '',
    answered: answered?.ok ? answered.output : null,
    requested: requested?.ok ? requested.output : null,
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, createOutgoing.audience)
  return runOutgoingForm(pageWrite, context, await request.formData())
}

export default function NewOutgoing({ loaderData }: Route.ComponentProps) {
  const { setup, headId, answered, requested } = loaderData
  const navigate = useNavigate()
  const reply = answered
    ? {
        addressees: answered.issuer,
        recipients: 'Như trên',
        subject: `trả lời về việc ${answered.subject}`.slice(0, 500),
        repliesTo: [{ id: answered.id, label: answered.label }],
      }
    : {}
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h2">
          Soạn văn bản đi
        </Title>
        <Text size="sm">
          Gõ nội dung bên trái; trang in hiện bên cạnh đúng thể thức. Lưu dự thảo rồi trình duyệt ở trang sau.
        </Text>
      </div>
      <DraftEditor
        start={{ ...emptyDraft, signerId: headId, ...reply, ...requested }}
        setup={setup}
        document={null}
        unitSymbol={setup.ownUnitSymbol}
        onSaved={({ id }) => navigate(`/van-ban-di/${id}`)}
      />
    </Stack>
  )
}
