import { Text, Title } from '@mantine/core'
import type { z } from 'zod'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { dossierRoles, type Role, roleName } from '../model.ts'
import type { listCover } from '../queries/list-cover.ts'

export type FieldCover = z.output<typeof listCover.output>['fields'][number]

const isOpen = (field: FieldCover, role: Role) => (field.holders[role] ?? []).length === 0

const columns: readonly Column<FieldCover>[] = [
  {
    header: 'Lĩnh vực',
    isPlain: true,
    cell: (field) => (
      <Text span fw={600} size="sm">
        {field.name}
      </Text>
    ),
  },
  ...dossierRoles.map((role) => ({
    header: roleName(role),
    cell: (field: FieldCover) =>
      isOpen(field, role) ? (
        <Text span c="red.9" fw={600} size="sm">
          Chưa có ai
        </Text>
      ) : (
        (field.holders[role] ?? []).join(', ')
      ),
  })),
]

/** Who covers which field in which role today. */
export function CoverTable({ fields }: { fields: readonly FieldCover[] }) {
  return (
    <section aria-labelledby="ai-phu-trach">
      <Title order={2} size="h4" mb="xs" id="ai-phu-trach">
        Ai phụ trách lĩnh vực nào hôm nay
      </Title>
      <DataList
        label="Ai phụ trách lĩnh vực nào"
        columns={columns}
        rows={fields}
        rowKey={(field) => field.code}
      />
    </section>
  )
}
