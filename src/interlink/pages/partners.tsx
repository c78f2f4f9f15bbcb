import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { AppError, problemOf } from '../../platform/errors.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { sealedKeyPair } from '../api/own-key.ts'
import { addOwnKey } from '../commands/own-keys.ts'
import { partnerKinds, vias } from '../model/partner-words.ts'
import { listPartners, officesHere, type PartnerView } from '../queries/list-partners.ts'
import type { Route } from './+types/partners.ts'
import { KeyDialog } from './key-dialog.tsx'
import { OwnKey } from './own-key.tsx'
import { PartnerDialog } from './partner-dialog.tsx'

export const meta = () => [{ title: 'Cơ quan phối hợp — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, listPartners.audience)
  const [found, { offices }] = await Promise.all([
    pageRead(context, listPartners, {}),
    pageRead(context, officesHere, {}),
  ])
  return { ...found, offices }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, addOwnKey.audience)
  const form = await request.formData()
  if (form.get('viec') !== 'khoa-moi') {
    return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
  const { services } = context.get(pageContext)
  const first = form.get('first') === 'true'
  return pageWrite(context, addOwnKey, { input: { ...sealedKeyPair(services.secrets), first } })
}

type Opened = { work: 'partner'; partner: PartnerView | null } | { work: 'keys'; partner: PartnerView }

export default function Partners({ loaderData }: Route.ComponentProps) {
  const { partners, ownKey, offices } = loaderData
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  return (
    <Stack maw={1100} gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Cơ quan phối hợp
        </Title>
        <Button onClick={() => setOpened({ work: 'partner', partner: null })}>Thêm cơ quan</Button>
      </Group>
      {partners.length > 0 ? (
        <DataList
          label="Cơ quan phối hợp"
          rows={partners}
          rowKey={({ id }) => id}
          columns={columnsFor(setOpened)}
        />
      ) : (
        <Text size="sm">
          Chưa khai báo cơ quan nào. Hồ sơ chưa gửi được cho thuế, đăng ký đất đai, công an hay đơn vị khác.
        </Text>
      )}
      <OwnKey ownKey={ownKey} />
      {opened?.work === 'partner' ? (
        <PartnerDialog partner={opened.partner} offices={offices} onDone={close} onClose={close} />
      ) : null}
      {opened?.work === 'keys' ? <KeyDialog partner={opened.partner} onDone={close} onClose={close} /> : null}
    </Stack>
  )
}

function columnsFor(open: (opened: Opened) => void): readonly Column<PartnerView>[] {
  return [
    {
      header: 'Cơ quan',
      isPlain: true,
      isWide: true,
      cell: (partner) => (
        <>
          <Text fw={600} size="sm">
            {partner.name}
          </Text>
          <Text size="sm" c="gray.7">
            {partner.code} · {partnerKinds[partner.kind]}
          </Text>
        </>
      ),
    },
    {
      header: 'Cách gửi',
      cell: (partner) => (
        <Text span size="sm" style={{ overflowWrap: 'anywhere' }}>
          {vias[partner.via]}
          {partner.url ? `: ${partner.url}` : ''}
          {partner.via === 'https' && partner.keys.length === 0 ? '. Chưa ghi khóa công khai' : ''}
        </Text>
      ),
    },
    {
      header: 'Phối hợp',
      cell: (partner) => (
        <>
          <Tag tone={partner.isActive ? 'good' : 'plain'}>
            {partner.isActive ? 'Đang phối hợp' : 'Không phối hợp'}
          </Tag>
          <Text size="sm">
            Từ {formatDate(partner.validFrom)}
            {partner.validTo ? ` đến ${formatDate(partner.validTo)}` : ''}
          </Text>
        </>
      ),
    },
    {
      header: 'Việc',
      isPlain: true,
      cell: (partner) => (
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Sửa: ${partner.name}`}
            onClick={() => open({ work: 'partner', partner })}
          >
            Sửa
          </Button>
          {partner.via === 'https' ? (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Khóa công khai: ${partner.name}`}
              onClick={() => open({ work: 'keys', partner })}
            >
              Khóa công khai
            </Button>
          ) : null}
        </Group>
      ),
    },
  ]
}
