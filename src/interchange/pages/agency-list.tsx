import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { vias } from '../model/agency.ts'
import type { AgencyView } from '../queries/get-setup.ts'
import { AgencyDialog, type OfficeChoice } from './agency-dialog.tsx'

interface Props {
  agencies: readonly AgencyView[]
  offices: readonly OfficeChoice[]
}

/** Danh bạ: with whom documents are exchanged, how, and what they sign with. */
export function AgencyList({ agencies, offices }: Props) {
  const [opened, setOpened] = useState<{ agency: AgencyView | null } | null>(null)
  const close = () => setOpened(null)
  return (
    <Stack component="section" gap="sm" aria-labelledby="danh-ba">
      <Group justify="space-between">
        <Title order={2} size="h4" id="danh-ba">
          Danh bạ cơ quan
        </Title>
        <Button onClick={() => setOpened({ agency: null })}>Thêm cơ quan</Button>
      </Group>
      {agencies.length > 0 ? (
        <DataList
          label="Danh bạ cơ quan"
          rows={agencies}
          rowKey={({ id }) => id}
          columns={columnsWith((agency) => setOpened({ agency }))}
        />
      ) : (
        <Text size="sm">Chưa có cơ quan nào. Cơ quan gửi văn bản đến được thêm tự động.</Text>
      )}
      {opened ? (
        <AgencyDialog agency={opened.agency} offices={offices} onDone={close} onClose={close} />
      ) : null}
    </Stack>
  )
}

function columnsWith(edit: (agency: AgencyView) => void): readonly Column<AgencyView>[] {
  return [
    {
      header: 'Cơ quan',
      isPlain: true,
      isWide: true,
      cell: (agency) => (
        <>
          <Text fw={600} size="sm">
            {agency.name}
          </Text>
          <Text size="sm" c="gray.7">
            {agency.organId}
            {agency.inCharge ? ` · ${agency.inCharge}` : ''}
          </Text>
        </>
      ),
    },
    {
      header: 'Cách gửi',
      cell: (agency) => (
        <Text span size="sm">
          {vias[agency.via]}
        </Text>
      ),
    },
    {
      header: 'Tình trạng',
      isPlain: true,
      cell: (agency) => (
        <Group gap={6}>
          <Tag tone={agency.active ? 'good' : 'plain'}>{agency.active ? 'Đang dùng' : 'Ngừng'}</Tag>
          {agency.fromMessage ? <Tag tone="warning">Tự thêm, chưa xem</Tag> : null}
          <Tag tone="plain">{agency.fingerprint ? 'Đã ghi chứng thư' : 'Chưa ghi chứng thư'}</Tag>
        </Group>
      ),
    },
    {
      header: 'Việc',
      isPlain: true,
      cell: (agency) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Sửa: ${agency.name}`}
          onClick={() => edit(agency)}
        >
          Sửa
        </Button>
      ),
    },
  ]
}
