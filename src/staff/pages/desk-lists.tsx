import { Button, Group, Text, Title } from '@mantine/core'
import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { listReceptions } from '../queries/field-reception.ts'
import type { listDesks } from '../queries/list-desks.ts'
import { OrderButtons } from './order-buttons.tsx'

export type Desk = z.output<typeof listDesks.output>['desks'][number]
export type ReceivedField = z.output<typeof listReceptions.output>['fields'][number]

interface DeskListProps {
  desks: readonly Desk[]
  fields: readonly ReceivedField[]
  onChange(desk: Desk): void
  onActive(desk: Desk): void
}

const strong = (words: string) => (
  <Text span c="red.9" fw={600} size="sm">
    {words}
  </Text>
)

/** Desks in their order, what they serve and who sits there. */
export function DeskList({ desks, fields, onChange, onActive }: DeskListProps) {
  const nameOf = (code: string) => fields.find((field) => field.code === code)?.name ?? code
  const columns: readonly Column<Desk>[] = [
    {
      header: 'Quầy',
      isPlain: true,
      cell: (desk) => (
        <Text span fw={600} size="sm">
          {desk.name} {desk.active ? null : <Tag tone="plain">Thôi dùng</Tag>}
        </Text>
      ),
    },
    { header: 'Số', cell: (desk) => desk.code },
    { header: 'Vị trí', cell: (desk) => desk.place || '—' },
    {
      header: 'Lĩnh vực',
      cell: (desk) =>
        desk.fieldCodes.length === 0 ? strong('Chưa có') : desk.fieldCodes.map(nameOf).join('; '),
    },
    {
      header: 'Hôm nay có',
      cell: (desk) => {
        if (!desk.active) return '—'
        return desk.people.length === 0 ? strong('Chưa có ai') : desk.people.join(', ')
      },
    },
    {
      header: 'Việc',
      isPlain: true,
      cell: (desk) => <DeskButtons desk={desk} onChange={onChange} onActive={onActive} />,
    },
  ]
  return <DataList label="Các quầy" columns={columns} rows={desks} rowKey={(desk) => desk.id} />
}

function DeskButtons({
  desk,
  onChange,
  onActive,
}: Pick<DeskListProps, 'onChange' | 'onActive'> & { desk: Desk }) {
  const active = desk.active ? 'Thôi dùng' : 'Dùng lại'
  return (
    <Group gap="xs">
      {desk.active ? (
        <>
          <OrderButtons name={desk.name} values={{ deskId: desk.id }} />
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Sửa: ${desk.name}`}
            onClick={() => onChange(desk)}
          >
            Sửa
          </Button>
        </>
      ) : null}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`${active}: ${desk.name}`}
        onClick={() => onActive(desk)}
      >
        {active}
      </Button>
    </Group>
  )
}

interface ReceptionListProps {
  fields: readonly ReceivedField[]
  onOpen(field: ReceivedField): void
}

/** Every field of the catalogue: whether it is received at the desk, and where. */
export function ReceptionList({ fields, onOpen }: ReceptionListProps) {
  const columns: readonly Column<ReceivedField>[] = [
    {
      header: 'Lĩnh vực',
      isPlain: true,
      cell: (field) => (
        <Text span fw={600} size="sm">
          {field.name}
        </Text>
      ),
    },
    {
      header: 'Tiếp nhận tại một cửa',
      cell: (field) => (
        <>
          {field.received ? 'Có' : strong(`Không (${field.reason})`)}
          {field.since ? `, từ ${formatDate(field.since)}` : ''}
          {field.later.map((next) => (
            <Text key={next.validFrom} size="sm">
              Từ {formatDate(next.validFrom)}: {next.received ? 'có' : `không (${next.reason})`}
            </Text>
          ))}
        </>
      ),
    },
    {
      header: 'Ở quầy',
      cell: (field) => (field.desks.length === 0 ? strong('Chưa bố trí') : field.desks.join('; ')),
    },
    {
      header: 'Việc',
      isPlain: true,
      cell: (field) => (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Đổi nơi tiếp nhận: ${field.name}`}
          onClick={() => onOpen(field)}
        >
          Đổi
        </Button>
      ),
    },
  ]
  return (
    <section aria-labelledby="linh-vuc">
      <Title order={2} size="h4" mb="xs" id="linh-vuc">
        Lĩnh vực tiếp nhận tại bộ phận một cửa
      </Title>
      <DataList label="Lĩnh vực tiếp nhận" columns={columns} rows={fields} rowKey={(field) => field.code} />
    </section>
  )
}
