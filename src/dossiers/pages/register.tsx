import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageContext, pageRead, pageTry, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { filterChoices } from '../queries/filter-choices.ts'
import { listRegister } from '../queries/list-register.ts'
import type { Route } from './+types/register.ts'
import { readRegisterForm } from './read-register-form.ts'
import { RegisterForm } from './register-form.tsx'
import { RegisterPapers } from './register-papers.tsx'

export const meta = () => [{ title: 'Sổ theo dõi hồ sơ — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, listRegister.audience)
  const { searchParams } = new URL(request.url)
  const form = readRegisterForm(searchParams, localDate(context.get(pageContext).services.clock()))
  const cursor = searchParams.get('cursor') ?? undefined
  const [register, choices] = await Promise.all([
    pageTry(context, listRegister, { ...form.input, cursor }),
    pageRead(context, filterChoices, {}),
  ])
  const onward = new URLSearchParams(searchParams)
  if (register.ok && register.output.next) onward.set('cursor', register.output.next)
  else onward.delete('cursor')
  return { form, register, choices, isFirst: !cursor, next: onward.has('cursor') ? `?${onward}` : null }
}

interface Row {
  id: string
  code: string | null
  cells: string[]
}

const cell = (row: Row, column: number) => row.cells[column - 1] ?? ''

const columns: readonly Column<Row>[] = [
  {
    header: 'Số thứ tự, mã hồ sơ',
    isTitle: true,
    cell: (row) => (
      <>
        <Text span size="sm" mr="xs">
          {cell(row, 1)}
        </Text>
        <Anchor component={Link} inherit to={`/ho-so/${row.code ?? row.id}`}>
          {cell(row, 2)}
        </Anchor>
      </>
    ),
  },
  {
    header: 'Cá nhân, tổ chức; thủ tục',
    isPlain: true,
    cell: (row) => (
      <div style={{ minWidth: '15rem' }}>
        <Text fw={600} size="sm">
          {cell(row, 5)}
        </Text>
        <Text size="sm">{cell(row, 3)}</Text>
        <Text size="sm" c="gray.7">
          {cell(row, 6)}
        </Text>
      </div>
    ),
  },
  { header: 'Nhận hồ sơ', cell: (row) => cell(row, 8) },
  { header: 'Hẹn trả', cell: (row) => cell(row, 9) },
  {
    header: 'Trả kết quả',
    cell: (row) =>
      cell(row, 10) ? [cell(row, 10), cell(row, 11), cell(row, 12)].filter(Boolean).join('; ') : null,
  },
  { header: 'Ghi chú', cell: (row) => cell(row, 13) || null },
]

export default function Register({ loaderData }: Route.ComponentProps) {
  const { form, register, choices, isFirst, next } = loaderData
  return (
    <Stack>
      <Title order={1} size="h2">
        Sổ theo dõi hồ sơ
      </Title>
      <RegisterForm
        key={JSON.stringify(form)}
        form={form}
        choices={choices}
        wrong={register.ok ? {} : (register.problem.fields ?? {})}
      />
      {register.ok ? (
        <Found form={form} register={register.output} isFirst={isFirst} next={next} />
      ) : (
        <ProblemAlert problem={register.problem} shownFields={['from', 'to']} />
      )}
    </Stack>
  )
}

interface FoundProps {
  form: ReturnType<typeof readRegisterForm>
  register: { items: Row[]; count: number | null }
  isFirst: boolean
  next: string | null
}

function Found({ form, register, isFirst, next }: FoundProps) {
  const { from, to } = form.input
  const { items, count } = register
  return (
    <>
      {count !== null ? (
        <Text size="sm" role="status">
          Từ ngày {formatDate(from)} đến ngày {formatDate(to)}: {count} hồ sơ.
        </Text>
      ) : null}
      {count !== null ? <RegisterPapers input={form.input} count={count} /> : null}
      {items.length > 0 ? (
        <DataList label="Sổ theo dõi hồ sơ" columns={columns} rows={items} rowKey={(row) => row.id} />
      ) : (
        <Text>{isFirst ? 'Không có hồ sơ nào trong thời gian này.' : 'Đã hết sổ.'}</Text>
      )}
      <Group>
        {isFirst ? null : (
          <Button component={Link} to={form.firstPage} variant="default">
            Trang đầu
          </Button>
        )}
        {next ? (
          <Button component={Link} to={next} variant="default">
            Trang sau
          </Button>
        ) : null}
      </Group>
    </>
  )
}
