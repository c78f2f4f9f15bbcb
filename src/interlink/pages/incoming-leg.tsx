import { Button, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { getLeg } from '../queries/get-leg.ts'
import type { Route } from './+types/incoming-leg.ts'
import { LegActions } from './leg-actions.tsx'
import { LegDue, LegHistory, LegState, LegTrouble } from './leg-parts.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Đề nghị của ${loaderData?.leg.partnerName ?? 'nơi khác'} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getLeg.audience)
  return {
    leg: await pageRead(context, getLeg, { legId: params.id }),
    canOpen: mayTry(actor, getLeg.audience),
  }
}

type Leg = Route.ComponentProps['loaderData']['leg']

/** One thing that a partner asks of the office, with all that came with it, and the way to answer. */
export default function IncomingLeg({ loaderData }: Route.ComponentProps) {
  const { leg, canOpen } = loaderData
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
          Đề nghị của {leg.partnerName}
        </Title>
        <div>
          <LegState leg={leg} />
        </div>
        <LegDue leg={leg} />
        <LegTrouble leg={leg} />
        <Text size="sm">
          {leg.sentBy} gửi {formatShortMoment(leg.sentAt)}
          {leg.holder ? `. Người giải quyết: ${leg.holder}` : ''}
        </Text>
      </Stack>
      <LegActions leg={leg} key={leg.revision} />
      {leg.receivableAs && !leg.endedAt ? (
        <Button
          component={Link}
          to={`/ho-so/moi?${receiveQuery(leg)}`}
          variant="default"
          style={{ alignSelf: 'flex-start' }}
        >
          Tiếp nhận thành hồ sơ của đơn vị
        </Button>
      ) : null}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Stack gap="lg">
          <Part title="Hồ sơ cần phối hợp">
            <Dossier leg={leg} />
          </Part>
          <Sent content={leg.content} />
        </Stack>
        <Part title="Nội dung trao đổi">
          <LegHistory events={leg.events} canOpen={canOpen} />
        </Part>
      </SimpleGrid>
    </Stack>
  )
}

/** The intake page with the procedure chosen, and the sender as the place where it was handed in. */
function receiveQuery({ receivableAs, content }: Leg): URLSearchParams {
  const { name, code } = content.handedIn
  return new URLSearchParams({ 'thu-tuc': receivableAs ?? '', 'noi-nop': name, 'ma-noi-nop': code })
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="sm" c="gray.7">
        {label}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {children}
      </Text>
    </div>
  )
}

function Dossier({ leg }: { leg: Leg }) {
  const { dossier, handedIn, applicant } = leg.content
  const birth = applicant?.birthDate ? `sinh ngày ${formatDate(applicant.birthDate)}` : ''
  return (
    <Stack gap="xs">
      <Fact label="Mã hồ sơ">{dossier.code}</Fact>
      <Fact label="Thủ tục">
        {[dossier.procedureCode, dossier.procedureName].filter(Boolean).join(' · ')}
      </Fact>
      <Fact label="Nơi tiếp nhận, chịu trách nhiệm với công dân">{handedIn.name}</Fact>
      <Fact label="Tiếp nhận, hẹn trả công dân">
        {formatShortMoment(new Date(dossier.receivedAt))}; hẹn trả{' '}
        {formatShortMoment(new Date(dossier.dueAt))}
      </Fact>
      {applicant ? (
        <>
          <Fact label="Người nộp hồ sơ">
            {[applicant.name, applicant.personalId, birth].filter(Boolean).join(', ')}
          </Fact>
          <Fact label="Địa chỉ, liên hệ">
            {[applicant.address, applicant.phone, applicant.email].filter(Boolean).join(' · ')}
          </Fact>
        </>
      ) : null}
    </Stack>
  )
}

/** Papers and declared facts that were chosen for this. */
function Sent({ content }: { content: Leg['content'] }) {
  const { components, declaration } = content
  return (
    <>
      {components.length > 0 ? (
        <Part title="Giấy tờ gửi kèm">
          <List size="sm">
            {components.map((paper) => (
              <List.Item key={paper.name}>
                {paper.name}
                {paper.files.length > 0
                  ? ` (${paper.files.length} tệp, mở ở phần trao đổi)`
                  : ' (chỉ ghi tên)'}
              </List.Item>
            ))}
          </List>
        </Part>
      ) : null}
      {declaration.length > 0 ? (
        <Part title="Nội dung tờ khai">
          <Stack gap="xs">
            {declaration.map(({ label, value }) => (
              <Fact key={label + value} label={label}>
                {value}
              </Fact>
            ))}
          </Stack>
        </Part>
      ) : null}
    </>
  )
}
