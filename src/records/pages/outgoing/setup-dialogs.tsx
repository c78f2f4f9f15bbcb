import { Button, Checkbox, Fieldset, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { typedIsoDate } from '../../../ui/date-text.ts'
import { useAnswer } from '../../../ui/use-answer.ts'
import { documentTypes } from '../../model/outgoing/document-types.ts'
import type { Setup } from '../outgoing-setup.tsx'

interface DialogProps {
  title: string
  intro: string
  submitLabel: string
  work: string
  fields: string[]
  input(form: FormData): object
  onClose(): void
  children(errorAt: (field: string) => string | undefined): ReactNode
}

/** One command of this page as a dialog; the fields that the form holds are read when it is sent. */
export function SetupDialog({ work, fields, input, children, ...rest }: DialogProps) {
  const { send, busy, problem, errorAt } = useAnswer<unknown>(rest.onClose)
  function submit(form: FormData) {
    const sent = new FormData()
    sent.set('viec', work)
    sent.set('input', JSON.stringify(input(form)))
    send(sent)
  }
  return (
    <CommandDialog {...rest} busy={busy} problem={problem} shownFields={fields} onSubmit={submit}>
      {children(errorAt)}
    </CommandDialog>
  )
}

export const text = (form: FormData, name: string) => String(form.get(name) ?? '')

export function SeriesDialog({ setup, onClose }: { setup: Setup; onClose(): void }) {
  const { settings, today } = setup
  const [validFrom, setValidFrom] = useState(`01/01/${Number(today.slice(0, 4)) + 1}`)
  const [groups, setGroups] = useState<readonly Group[]>(
    settings.seriesRule.kind === 'groups' ? settings.seriesRule.groups : [newGroup],
  )
  const [kind, setKind] = useState<string>(settings.seriesRule.kind)
  const rule = () => (kind === 'groups' ? { kind, groups } : { kind })
  return (
    <SetupDialog
      title="Đổi cách đánh số"
      intro="Người đứng đầu cơ quan quyết định số lượng sổ. Số chạy suốt năm nên cách mới bắt đầu từ năm sau nếu năm nay đã có văn bản lấy số."
      submitLabel="Lưu cách đánh số"
      work="cach-danh-so"
      fields={['validFrom', 'agencySymbol', 'collectiveName', 'headPost', 'seriesRule', 'decision']}
      input={(form) => ({
        validFrom: typedIsoDate(validFrom),
        agencySymbol: text(form, 'agencySymbol'),
        collectiveName: text(form, 'collectiveName'),
        headPost: text(form, 'headPost'),
        seriesRule: rule(),
        decision: text(form, 'decision'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <DateField
            label="Áp dụng từ ngày"
            value={validFrom}
            onValue={setValidFrom}
            error={errorAt('validFrom')}
          />
          <NameFields settings={settings} errorAt={errorAt} />
          <NativeSelect
            label="Số lượng sổ"
            value={kind}
            error={errorAt('seriesRule')}
            onChange={({ currentTarget }) => setKind(currentTarget.value)}
            data={[
              { value: 'common', label: 'Một sổ chung cho mọi loại' },
              { value: 'per-type', label: 'Mỗi loại một sổ' },
              { value: 'groups', label: 'Sổ riêng cho các nhóm loại ở dưới, các loại khác chung một sổ' },
            ]}
          />
          {kind === 'groups' ? <SeriesGroups groups={groups} errorAt={errorAt} onChange={setGroups} /> : null}
        </>
      )}
    </SetupDialog>
  )
}

type Group = Extract<Setup['settings']['seriesRule'], { kind: 'groups' }>['groups'][number]

const newGroup: Group = { name: '', types: [] }

interface GroupsProps extends FieldsProps {
  groups: readonly Group[]
  onChange(groups: readonly Group[]): void
}

/** Series of their own, each with its types; a type stands in one only. */
function SeriesGroups({ groups, errorAt, onChange }: GroupsProps) {
  const replace = (at: number, group: Group) =>
    onChange(groups.map((each, index) => (index === at ? group : each)))
  return (
    <>
      {groups.map((group, at) => (
        <Fieldset key={at} legend={`Sổ riêng thứ ${at + 1}`}>
          <TextInput
            label="Tên sổ"
            value={group.name}
            maxLength={60}
            error={errorAt(`seriesRule.groups.${at}.name`)}
            onChange={({ currentTarget }) => replace(at, { ...group, name: currentTarget.value })}
          />
          <TypeBoxes
            label="Các loại văn bản vào sổ này"
            chosen={group.types}
            taken={groups.flatMap(({ types }, other) => (other === at ? [] : types))}
            error={errorAt(`seriesRule.groups.${at}.types`)}
            onChange={(types) => replace(at, { ...group, types })}
          />
          {groups.length > 1 ? (
            <Button
              variant="subtle"
              mt="xs"
              onClick={() => onChange(groups.filter((_, index) => index !== at))}
            >
              Bỏ sổ này
            </Button>
          ) : null}
        </Fieldset>
      ))}
      <Button
        variant="default"
        onClick={() => onChange([...groups, newGroup])}
        disabled={groups.length >= 12}
      >
        Thêm sổ riêng
      </Button>
    </>
  )
}

export interface FieldsProps {
  errorAt(field: string): string | undefined
}

function NameFields({ settings, errorAt }: FieldsProps & { settings: Setup['settings'] }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        name="agencySymbol"
        label="Ký hiệu cơ quan"
        defaultValue={settings.agencySymbol}
        error={errorAt('agencySymbol')}
      />
      <TextInput
        name="headPost"
        label="Chức vụ người đứng đầu"
        defaultValue={settings.headPost}
        error={errorAt('headPost')}
      />
      <TextInput
        name="collectiveName"
        label="Tên tập thể khi ký TM."
        defaultValue={settings.collectiveName}
        error={errorAt('collectiveName')}
      />
      <TextInput
        name="decision"
        label="Văn bản quy định"
        defaultValue={settings.decision}
        error={errorAt('decision')}
        required
      />
    </SimpleGrid>
  )
}

interface TypeBoxesProps {
  label: string
  chosen: string[]
  /** Types that stand elsewhere and cannot be chosen here. */
  taken?: readonly string[]
  error?: string | undefined
  onChange(codes: string[]): void
}

export function TypeBoxes({ label, chosen, taken = [], error, onChange }: TypeBoxesProps) {
  return (
    <Checkbox.Group label={label} value={chosen} onChange={onChange} error={error}>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} mt="xs" spacing="xs">
        {documentTypes.map(({ code, name }) => (
          <Checkbox key={code} value={code} label={name} disabled={taken.includes(code)} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}

export function UnitDialog({
  unit,
  setup,
  onClose,
}: {
  unit: Setup['units'][number]
  setup: Setup
  onClose(): void
}) {
  return (
    <SetupDialog
      title={unit.name}
      intro="Ký hiệu đứng trong ký hiệu của công văn và ở dòng “Lưu”. Người đứng đầu duyệt nội dung dự thảo của phòng trước khi chuyển văn thư."
      submitLabel="Lưu"
      work="phong-ban"
      fields={['symbol', 'headId']}
      input={(form) => ({
        unitId: unit.id,
        symbol: text(form, 'symbol'),
        headId: text(form, 'headId') || null,
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="symbol"
            label="Ký hiệu"
            defaultValue={unit.symbol}
            error={errorAt('symbol')}
            data-autofocus
            required
          />
          <NativeSelect
            name="headId"
            label="Người đứng đầu"
            defaultValue={unit.headId ?? ''}
            error={errorAt('headId')}
            data={[{ value: '', label: 'Không qua duyệt của phòng' }, ...people(setup)]}
          />
        </>
      )}
    </SetupDialog>
  )
}

export const people = ({ members }: Setup) =>
  members.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` }))
