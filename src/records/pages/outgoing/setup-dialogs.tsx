import { Checkbox, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
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
  const [grouped, setGrouped] = useState<string[]>(
    settings.seriesRule.kind === 'groups' ? (settings.seriesRule.groups[0]?.types ?? []) : [],
  )
  const [kind, setKind] = useState<string>(settings.seriesRule.kind)
  const rule = () => (kind === 'groups' ? { kind, groups: [{ name: 'Sổ riêng', types: grouped }] } : { kind })
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
              { value: 'groups', label: 'Một sổ riêng cho các loại chọn ở dưới, các loại khác chung một sổ' },
            ]}
          />
          {kind === 'groups' ? (
            <TypeBoxes label="Các loại chung một sổ riêng" chosen={grouped} onChange={setGrouped} />
          ) : null}
        </>
      )}
    </SetupDialog>
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
  onChange(codes: string[]): void
}

export function TypeBoxes({ label, chosen, onChange }: TypeBoxesProps) {
  return (
    <Checkbox.Group label={label} value={chosen} onChange={onChange}>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} mt="xs" spacing="xs">
        {documentTypes.map(({ code, name }) => (
          <Checkbox key={code} value={code} label={name} />
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
