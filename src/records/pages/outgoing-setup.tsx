import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { setOutgoingSettings } from '../commands/outgoing/outgoing-setup.ts'
import { typeName } from '../model/outgoing/document-types.ts'
import { authorityKinds } from '../model/outgoing/signing-block.ts'
import { getOutgoingSetup } from '../queries/outgoing/outgoing-choices.ts'
import { getIncomingSettings } from '../queries/urgent-time.ts'
import type { Route } from './+types/outgoing-setup.ts'
import { GrantDialog, RevokeDialog } from './outgoing/authority-dialogs.tsx'
import { runOutgoingForm } from './outgoing/run-outgoing.ts'
import { SeriesDialog, UnitDialog } from './outgoing/setup-dialogs.tsx'
import { UrgentDialog, UrgentTimes } from './outgoing/urgent-time.tsx'

export const meta = () => [{ title: 'Văn thư: số, ký hiệu, thẩm quyền ký — Một Cửa' }]

const audience = ['admin', 'leader'] as const

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, audience)
  const setup = await pageRead(context, getOutgoingSetup, {})
  const urgent = await pageRead(context, getIncomingSettings, {})
  return { setup, urgent, isAdmin: mayTry(actor, setOutgoingSettings.audience) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, audience)
  return runOutgoingForm(pageWrite, context, await request.formData())
}

export type Setup = Route.ComponentProps['loaderData']['setup']
export type UrgentTime = Route.ComponentProps['loaderData']['urgent']
type Unit = Setup['units'][number]
type Authority = Setup['authorities'][number]

type Opened =
  | { work: 'series' }
  | { work: 'urgent' }
  | { work: 'grant' }
  | { work: 'unit'; unit: Unit }
  | { work: 'revoke'; authority: Authority }

const ruleWords = {
  common: 'một sổ chung cho mọi loại văn bản',
  'per-type': 'mỗi loại văn bản một sổ riêng',
  groups: 'sổ riêng cho từng nhóm loại văn bản',
}

export default function OutgoingSetup({ loaderData }: Route.ComponentProps) {
  const { setup, urgent, isAdmin } = loaderData
  const [opened, setOpened] = useState<Opened | null>(null)
  const { settings } = setup
  return (
    <Stack gap="lg" maw={1100}>
      <Title order={1} size="h2">
        Văn thư: số, ký hiệu, thẩm quyền ký
      </Title>
      <section aria-labelledby="cach-danh-so">
        <Group justify="space-between">
          <Title order={2} size="h4" id="cach-danh-so">
            Cách đánh số
          </Title>
          {isAdmin ? (
            <Button variant="default" onClick={() => setOpened({ work: 'series' })}>
              Đổi cách đánh số
            </Button>
          ) : null}
        </Group>
        <Text size="sm">
          Ký hiệu cơ quan {settings.agencySymbol}; {ruleWords[settings.seriesRule.kind]}. Số chạy từ 01 ngày
          01 tháng 01 đến hết ngày 31 tháng 12.{' '}
          {settings.validFrom
            ? `Áp dụng từ ${formatDate(settings.validFrom)} theo ${settings.decision}.`
            : 'Đơn vị chưa ban hành quy định riêng.'}
        </Text>
      </section>
      <Units
        units={setup.units}
        members={setup.members}
        onOpen={isAdmin ? (unit) => setOpened({ work: 'unit', unit }) : null}
      />
      <Authorities
        authorities={setup.authorities}
        onGrant={() => setOpened({ work: 'grant' })}
        onRevoke={(authority) => setOpened({ work: 'revoke', authority })}
      />
      <UrgentTimes urgent={urgent} onChange={isAdmin ? () => setOpened({ work: 'urgent' }) : null} />
      {opened ? (
        <Dialog opened={opened} setup={setup} urgent={urgent} onClose={() => setOpened(null)} />
      ) : null}
    </Stack>
  )
}

interface OpenedProps {
  opened: Opened
  setup: Setup
  urgent: UrgentTime
  onClose(): void
}

function Dialog({ opened, setup, urgent, onClose }: OpenedProps) {
  if (opened.work === 'urgent') return <UrgentDialog urgent={urgent} today={setup.today} onClose={onClose} />
  if (opened.work === 'series') return <SeriesDialog setup={setup} onClose={onClose} />
  if (opened.work === 'grant') return <GrantDialog setup={setup} onClose={onClose} />
  if (opened.work === 'unit') return <UnitDialog unit={opened.unit} setup={setup} onClose={onClose} />
  return <RevokeDialog authority={opened.authority} onClose={onClose} />
}

interface UnitsProps {
  units: readonly Unit[]
  members: Setup['members']
  onOpen: ((unit: Unit) => void) | null
}

function Units({ units, members, onOpen }: UnitsProps) {
  const columns: Column<Unit>[] = [
    { header: 'Phòng, ban', isPlain: true, cell: ({ name }) => <b>{name}</b> },
    { header: 'Ký hiệu', cell: ({ symbol }) => symbol || 'Chưa đặt' },
    {
      header: 'Người duyệt nội dung',
      cell: ({ headId }) => members.find(({ id }) => id === headId)?.name ?? 'Không qua duyệt của phòng',
    },
  ]
  const edit: Column<Unit> = {
    header: 'Việc',
    isPlain: true,
    cell: (unit) => (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Sửa: ${unit.name}`}
        onClick={() => onOpen?.(unit)}
      >
        Sửa
      </Button>
    ),
  }
  return (
    <section aria-labelledby="ky-hieu">
      <Title order={2} size="h4" id="ky-hieu">
        Ký hiệu và người đứng đầu phòng, ban
      </Title>
      <DataList
        label="Phòng, ban"
        columns={onOpen ? [...columns, edit] : columns}
        rows={units}
        rowKey={({ id }) => id}
      />
    </section>
  )
}

interface AuthoritiesProps {
  authorities: readonly Authority[]
  onGrant(): void
  onRevoke(authority: Authority): void
}

function Authorities({ authorities, onGrant, onRevoke }: AuthoritiesProps) {
  const columns: readonly Column<Authority>[] = [
    {
      header: 'Người ký',
      isPlain: true,
      cell: ({ name, post, current }) => (
        <>
          <b>{name}</b>{' '}
          {current ? <Tag tone="good">Đang hiệu lực</Tag> : <Tag tone="plain">Hết hiệu lực</Tag>}
          <Text size="sm">{post}</Text>
        </>
      ),
    },
    {
      header: 'Quyền hạn',
      cell: ({ kind, grantedBy, paper }) => (
        <>
          {authorityKinds[kind]}
          {grantedBy ? `, do ${grantedBy} giao` : ''}
          {paper ? `, theo ${paper}` : ''}
        </>
      ),
    },
    {
      header: 'Phạm vi',
      cell: ({ typeCodes, scope }) =>
        [typeCodes.length === 0 ? 'Mọi loại văn bản' : typeCodes.map(typeName).join(', '), scope]
          .filter(Boolean)
          .join('. '),
    },
    {
      header: 'Thời gian',
      cell: ({ startsOn, endsOn, revokedOn, revokedReason }) =>
        revokedOn
          ? `Từ ${formatDate(startsOn)}, thôi từ ${formatDate(revokedOn)}: ${revokedReason}`
          : `Từ ${formatDate(startsOn)}${endsOn ? ` đến hết ${formatDate(endsOn)}` : ''}`,
    },
    {
      header: 'Việc',
      isPlain: true,
      cell: (each) =>
        each.revokedOn ? null : (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Thôi giao ký: ${each.name}, ${authorityKinds[each.kind]}`}
            onClick={() => onRevoke(each)}
          >
            Thôi giao
          </Button>
        ),
    },
  ]
  return (
    <section aria-labelledby="tham-quyen">
      <Group justify="space-between">
        <Title order={2} size="h4" id="tham-quyen">
          Thẩm quyền ký
        </Title>
        <Button onClick={onGrant}>Giao thẩm quyền ký</Button>
      </Group>
      <Text size="sm">
        Khi lãnh đạo đi vắng, giao ký thay (KT.) hoặc thừa ủy quyền (TUQ.) có thời hạn. Hết hạn thì không ký
        được; người được ủy quyền không ủy quyền lại.
      </Text>
      {authorities.length > 0 ? (
        <DataList label="Thẩm quyền ký" columns={columns} rows={authorities} rowKey={({ id }) => id} />
      ) : (
        <Text>Chưa giao thẩm quyền ký cho ai: chưa ai duyệt ký được văn bản.</Text>
      )}
    </section>
  )
}
