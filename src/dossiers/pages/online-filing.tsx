import { Alert, Anchor, Badge, Button, Group, List, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Link, redirect } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { acceptFiling } from '../commands/accept-filing.ts'
import { answerFiling } from '../commands/answer-filing.ts'
import { identityLevels, onlineSources } from '../model/online-filing.ts'
import { getDossier } from '../queries/get-dossier.ts'
import { type FilingView, getFiling } from '../queries/get-filing.ts'
import { printReceipt } from '../queries/print-paper.ts'
import type { Route } from './+types/online-filing.ts'
import { linesOf, textOf } from './action-dialog.tsx'
import { Fact } from './dossier-header.tsx'
import { Papers } from './dossier-outcome.tsx'
import { History } from './dossier-progress.tsx'
import { Applicant, Components } from './dossier-sections.tsx'
import { FilingAnswers } from './online/filing-answers.tsx'
import { filingStates, waitsForWords } from './online/filing-words.ts'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Hồ sơ trực tuyến ${loaderData?.filing.reference ?? ''} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getFiling.audience)
  const [filing, dossier] = await Promise.all([
    pageRead(context, getFiling, { id: params.id }),
    pageRead(context, getDossier, { code: params.id }),
  ])
  if (dossier.code) throw redirect(`/ho-so/${dossier.code}`)
  return { filing, dossier, canOpen: mayTry(actor, printReceipt.audience) }
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireStaff(context, request, answerFiling.audience)
  const form = await request.formData()
  const ref = { id: params.id, revision: Number(textOf(form, 'revision')) }
  const idempotencyKey = textOf(form, 'idempotencyKey')
  if (textOf(form, 'viec') === 'tiep-nhan') {
    const accepted = await pageWrite(context, acceptFiling, { input: ref, idempotencyKey })
    if (!accepted.ok) return accepted
    throw redirect(`/ho-so/${accepted.output.code}`)
  }
  const kind = textOf(form, 'kind') === 'refusal' ? ('refusal' as const) : ('supplement' as const)
  const input = {
    ...ref,
    kind,
    items: kind === 'supplement' ? linesOf(form, 'items') : [],
    reason: textOf(form, 'reason'),
    askAgain: form.has('askAgain'),
  }
  return pageWrite(context, answerFiling, { input, idempotencyKey })
}

export default function OnlineFiling({ loaderData }: Route.ComponentProps) {
  const { filing, dossier, canOpen } = loaderData
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Anchor component={Link} to="/ho-so-truc-tuyen" size="sm">
          Danh sách hồ sơ trực tuyến
        </Anchor>
        <Group gap="sm">
          <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
            Hồ sơ trực tuyến {filing.reference}
          </Title>
          <Badge size="lg" variant="outline" color="dark" tt="none">
            {dossier.statusName}
          </Badge>
        </Group>
        <Text fw={600}>{dossier.procedureName}</Text>
        <FilingFacts filing={filing} />
      </Stack>
      <FilerRemarks filing={filing} dossier={dossier} />
      <FilingAnswers filing={filing} dossier={dossier} key={dossier.revision} />
      {filing.waitsFor === 'withdrawal' ? (
        <Notice tone="warning" title="Công dân xin rút hồ sơ">
          <Button component={Link} to={`/ho-so/${dossier.id}`} size="sm" mt="xs">
            Mở hồ sơ để xử lý yêu cầu rút
          </Button>
        </Notice>
      ) : null}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Stack gap="lg">
          <Applicant dossier={dossier} />
          <Papers dossier={dossier} canOpen={canOpen} />
        </Stack>
        <Stack gap="lg">
          <Components dossier={dossier} canOpen={canOpen} />
          <History dossier={dossier} />
        </Stack>
      </SimpleGrid>
    </Stack>
  )
}

function FilingFacts({ filing }: { filing: FilingView }) {
  const waits = filing.waitsFor !== null
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="sm">
      <Fact label={waits ? 'Trả lời trước' : 'Tình trạng'}>
        {filing.waitsFor ? (
          <>
            {formatShortMoment(filing.answerBy)}
            <br />
            <Tag tone={filing.isLate ? 'warning' : 'plain'}>
              {filing.isLate ? 'Quá giờ trả lời' : waitsForWords[filing.waitsFor]}
            </Tag>
          </>
        ) : (
          filingStates[filing.state]
        )}
      </Fact>
      <Fact label="Nộp lúc">{formatShortMoment(filing.filedAt)}</Fact>
      <Fact label="Nộp qua">{onlineSources[filing.source]}</Fact>
      <Fact label="Người nộp được biết">
        {[identityLevels[filing.identity.level], filing.identity.name, filing.identity.personalId]
          .filter(Boolean)
          .join(' · ')}
      </Fact>
    </SimpleGrid>
  )
}

interface FilerProps {
  filing: FilingView
  dossier: {
    applicant: { name: string; personalId: string }
    submitter: { name: string; personalId: string } | null
  }
}

/** What the officer has to look at before accepting: who filed for whom, and where the numbers differ. */
function FilerRemarks({ filing, dossier }: FilerProps) {
  const { identity, relation } = filing
  const { applicant, submitter } = dossier
  const filer = submitter ?? applicant
  const remarks = [
    submitter
      ? `Nộp thay cho ${applicant.name}${relation ? ` (quan hệ: ${relation})` : ''}. Hãy kiểm tra giấy ủy quyền hoặc giấy tờ chứng minh quan hệ.`
      : '',
    identity.personalId !== '' && identity.personalId !== filer.personalId
      ? `Người đăng nhập có số định danh ${identity.personalId}, khác số khai của người nộp (${filer.personalId || 'để trống'}).`
      : '',
    identity.personalId === '' && identity.level !== 'desk'
      ? 'Người nộp chưa được xác thực danh tính; hãy đối chiếu giấy tờ tùy thân khi trả kết quả.'
      : '',
  ].filter(Boolean)
  if (remarks.length === 0) return null
  return (
    <Alert
      color="orange"
      styles={{ title: { color: '#8a3300' } }}
      variant="light"
      title="Cần kiểm tra về người nộp"
    >
      <List size="sm">
        {remarks.map((remark) => (
          <List.Item key={remark}>{remark}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
