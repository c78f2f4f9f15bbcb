import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { useCallback, useState } from 'react'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { legsOfDossier } from '../queries/legs-of-dossier.ts'
import type { Route } from './+types/dossier-legs.ts'
import { LegActions } from './leg-actions.tsx'
import { LegDue, LegHistory, LegState, LegTrouble } from './leg-parts.tsx'
import { SendDialog } from './send-dialog.tsx'

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireStaff(context, request, legsOfDossier.audience)
  return pageRead(context, legsOfDossier, { code: params.code })
}

/** Phối hợp giải quyết, on the dossier's page: where it is with partner agencies, and the way to send it there. */
export default function DossierLegs({ loaderData }: Route.ComponentProps) {
  const { legs, maySend, isPractice, partners } = loaderData
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  if (legs.length === 0 && !maySend && !isPractice) return null
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="phoi-hop">
      <Title order={2} size="h4" mb="sm" id="phoi-hop">
        Phối hợp giải quyết
      </Title>
      <Stack gap="md">
        {isPractice ? <Text size="sm">Phòng thực hành không gửi hồ sơ ra ngoài.</Text> : null}
        {legs.map((leg) => (
          <Leg key={leg.id} leg={leg} canOpen={loaderData.mayOpenFiles} />
        ))}
        {maySend && partners.length > 0 ? (
          <Button variant="default" onClick={() => setOpen(true)} style={{ alignSelf: 'flex-start' }}>
            Gửi cơ quan phối hợp
          </Button>
        ) : null}
        {maySend && partners.length === 0 && legs.length === 0 ? (
          <Text size="sm">
            Chưa khai báo cơ quan phối hợp nào. Quản trị khai báo ở trang “Cơ quan phối hợp”.
          </Text>
        ) : null}
      </Stack>
      {open ? <SendDialog {...loaderData} onDone={close} onClose={close} /> : null}
    </Paper>
  )
}

function Leg({
  leg,
  canOpen,
}: {
  leg: Route.ComponentProps['loaderData']['legs'][number]
  canOpen: boolean
}) {
  return (
    <Stack gap={6}>
      <Title order={3} size="h5">
        {leg.partnerName}
      </Title>
      <div>
        <LegState leg={leg} />
      </div>
      <LegDue leg={leg} />
      <LegTrouble leg={leg} />
      <details>
        <Text component="summary" size="sm">
          Nội dung trao đổi ({leg.events.length})
        </Text>
        <LegHistory events={leg.events} canOpen={canOpen} />
      </details>
      <LegActions leg={leg} key={leg.revision} />
    </Stack>
  )
}
