import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Form } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { holds } from '../../platform/operations.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { Tag } from '../../ui/tag.tsx'
import { addEntry, addHeading, changeEntry, removeFromList } from '../commands/list-lines.ts'
import { approveList, startList } from '../commands/yearly-list.ts'
import { roman } from '../model/symbols.ts'
import { clerks, leaders } from '../policy.ts'
import { getYearlyList, type YearlyList } from '../queries/yearly-list.ts'
import type { Route } from './+types/yearly-list.ts'
import { Entries } from './yearly-entries.tsx'
import {
  ApproveDialog,
  EntryDialog,
  HeadingDialog,
  RemoveDialog,
  StartDialog,
} from './yearly-list-dialogs.tsx'

export const meta = () => [{ title: 'Danh mục hồ sơ — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getYearlyList.audience)
  const today = localDate(context.get(pageContext).services.clock())
  const asked = Number(new URL(request.url).searchParams.get('nam'))
  const year = asked >= 2000 && asked <= 2200 ? Math.floor(asked) : Number(today.slice(0, 4))
  const data = await pageRead(context, getYearlyList, { year })
  return { ...data, year, today, isClerk: holds(actor, clerks), isLeader: holds(actor, leaders) }
}

const works = {
  lap: startList,
  'them-de-muc': addHeading,
  'them-ho-so': addEntry,
  'sua-ho-so': changeEntry,
  bo: removeFromList,
  'ban-hanh': approveList,
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, getYearlyList.audience)
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

export type Entry = YearlyList['entries'][number]
export type Heading = YearlyList['headings'][number]
export type Asked =
  | { what: 'start' }
  | { what: 'approve' }
  | { what: 'heading'; parentId: string | null }
  | { what: 'entry'; heading: Heading; entry: Entry | null }
  | { what: 'remove'; id: string; of: 'heading' | 'entry'; name: string }

export default function YearlyListPage({ loaderData }: Route.ComponentProps) {
  const { list, year, years, isClerk, isLeader } = loaderData
  const [asked, setAsked] = useState<Asked | null>(null)
  const address = `/api/v1/work-file-lists/${year}/danh-muc`
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Danh mục hồ sơ năm {year}
        </Title>
        {isClerk ? (
          <Button variant={list ? 'default' : 'filled'} onClick={() => setAsked({ what: 'start' })}>
            Lập Danh mục
          </Button>
        ) : null}
      </Group>
      <Form method="get">
        <Group align="end">
          <NativeSelect
            name="nam"
            label="Năm"
            defaultValue={String(year)}
            key={year}
            data={[...new Set([year, ...years])].toSorted((one, other) => other - one).map(String)}
          />
          <Button type="submit" variant="default">
            Xem
          </Button>
        </Group>
      </Form>
      {list ? (
        <>
          <State list={list} />
          <Group>
            <Button component="a" href={`${address}.pdf`} target="_blank" variant="default">
              In Danh mục
            </Button>
            <Button component="a" href={`${address}.xlsx`} variant="default">
              Lưu tệp Excel
            </Button>
            {isClerk ? (
              <Button variant="default" onClick={() => setAsked({ what: 'heading', parentId: null })}>
                Thêm đề mục lớn
              </Button>
            ) : null}
            {isLeader && list.state === 'draft' ? (
              <Button onClick={() => setAsked({ what: 'approve' })}>Ban hành</Button>
            ) : null}
          </Group>
          {list.headings
            .filter(({ parentId }) => parentId === null)
            .map((heading, index) => (
              <BigHeading
                key={heading.id}
                list={list}
                heading={heading}
                number={index + 1}
                onAsk={isClerk ? setAsked : null}
              />
            ))}
        </>
      ) : (
        <Text>Năm {year} chưa có Danh mục hồ sơ. Văn thư lập Danh mục, lãnh đạo ban hành.</Text>
      )}
      {asked ? <Dialog asked={asked} data={loaderData} onClose={() => setAsked(null)} /> : null}
    </Stack>
  )
}

function Dialog({
  asked,
  data,
  onClose,
}: {
  asked: Asked
  data: Route.ComponentProps['loaderData']
  onClose(): void
}) {
  const { list, year, years, periods, members, today } = data
  const isIssued = list?.state === 'approved'
  const shared = { year, isIssued, onClose }
  if (asked.what === 'start') return <StartDialog {...shared} years={years} today={today} />
  if (asked.what === 'approve') return <ApproveDialog {...shared} revision={list?.revision ?? 1} />
  if (asked.what === 'heading') return <HeadingDialog {...shared} parentId={asked.parentId} />
  if (asked.what === 'remove') return <RemoveDialog {...shared} asked={asked} />
  return <EntryDialog {...shared} asked={asked} periods={periods} members={members} />
}

function State({ list }: { list: YearlyList }) {
  if (list.state === 'draft') {
    return (
      <Text size="sm">
        <Tag tone="warning">Dự thảo</Tag> Sửa được cho đến khi lãnh đạo ban hành; hồ sơ mở được sau khi ban
        hành.
      </Text>
    )
  }
  return (
    <Text size="sm">
      <Tag tone="good">Đã ban hành</Tag> Hiệu lực từ {list.validFrom ? formatDate(list.validFrom) : ''}.{' '}
      {list.decision ? `${list.decision}. ` : ''}Người ban hành: {list.approvedByName}. Chỉ bổ sung kèm lý do.
    </Text>
  )
}

export interface HeadingProps {
  list: YearlyList
  heading: Heading
  number: number
  /** Null: the reader changes nothing. */
  onAsk: ((asked: Asked) => void) | null
}

function BigHeading({ list, heading, number, onAsk }: HeadingProps) {
  const small = list.headings.filter(({ parentId }) => parentId === heading.id)
  return (
    <section aria-labelledby={`de-muc-${heading.id}`}>
      <Group gap="sm" mt="sm">
        <Title order={2} size="h4" id={`de-muc-${heading.id}`}>
          {roman(number)}. {heading.title} ({heading.abbreviation})
        </Title>
        {onAsk ? <HeadingButtons list={list} heading={heading} onAsk={onAsk} /> : null}
      </Group>
      <Entries list={list} heading={heading} onAsk={onAsk} />
      {small.map((each, index) => (
        <div key={each.id}>
          <Group gap="sm" mt="xs">
            <Title order={3} size="h5">
              {index + 1}. {each.title}
            </Title>
            {onAsk ? <HeadingButtons list={list} heading={each} onAsk={onAsk} /> : null}
          </Group>
          <Entries list={list} heading={each} onAsk={onAsk} />
        </div>
      ))}
    </section>
  )
}

function HeadingButtons({
  list,
  heading,
  onAsk,
}: Omit<HeadingProps, 'number'> & { onAsk(asked: Asked): void }) {
  const isEmpty =
    !list.entries.some(({ headingId }) => headingId === heading.id) &&
    !list.headings.some(({ parentId }) => parentId === heading.id)
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Thêm hồ sơ vào ${heading.title}`}
        onClick={() => onAsk({ what: 'entry', heading, entry: null })}
      >
        Thêm hồ sơ
      </Button>
      {heading.parentId === null ? (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Thêm đề mục nhỏ vào ${heading.title}`}
          onClick={() => onAsk({ what: 'heading', parentId: heading.id })}
        >
          Thêm đề mục nhỏ
        </Button>
      ) : null}
      {list.state === 'draft' && isEmpty ? (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Bỏ đề mục ${heading.title}`}
          onClick={() => onAsk({ what: 'remove', id: heading.id, of: 'heading', name: heading.title })}
        >
          Bỏ
        </Button>
      ) : null}
    </Group>
  )
}
