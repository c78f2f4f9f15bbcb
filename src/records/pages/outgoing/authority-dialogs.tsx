import { NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { DateField } from '../../../ui/date-field.tsx'
import { typedIsoDate } from '../../../ui/date-text.ts'
import { authorityKinds } from '../../model/outgoing/signing-block.ts'
import type { Setup } from '../outgoing-setup.tsx'
import { type FieldsProps, people, SetupDialog, TypeBoxes, text } from './setup-dialogs.tsx'

export function GrantDialog({ setup, onClose }: { setup: Setup; onClose(): void }) {
  const [startsOn, setStartsOn] = useState(setup.today.split('-').reverse().join('/'))
  const [endsOn, setEndsOn] = useState('')
  const [types, setTypes] = useState<string[]>([])
  return (
    <SetupDialog
      title="Giao thẩm quyền ký"
      intro="Thừa ủy quyền (TUQ.) phải có văn bản, thời hạn và nội dung; thừa lệnh (TL.) phải có trong quy chế làm việc."
      submitLabel="Giao thẩm quyền ký"
      work="giao-ky"
      fields={['staffId', 'kind', 'post', 'typeCodes', 'scope', 'paper', 'grantedBy', 'startsOn', 'endsOn']}
      input={(form) => ({
        staffId: text(form, 'staffId'),
        kind: text(form, 'kind'),
        post: text(form, 'post'),
        typeCodes: types,
        scope: text(form, 'scope'),
        paper: text(form, 'paper'),
        grantedBy: text(form, 'grantedBy') || null,
        startsOn: typedIsoDate(startsOn),
        endsOn: endsOn === '' ? null : typedIsoDate(endsOn),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <WhoFields setup={setup} errorAt={errorAt} />
            <DateField label="Từ ngày" value={startsOn} onValue={setStartsOn} error={errorAt('startsOn')} />
            <DateField
              label="Đến hết ngày"
              description="Để trống nếu không thời hạn"
              value={endsOn}
              onValue={setEndsOn}
              error={errorAt('endsOn')}
            />
          </SimpleGrid>
          <TextInput
            name="paper"
            label="Văn bản giao"
            description="Số, ký hiệu, ngày"
            error={errorAt('paper')}
            maxLength={300}
          />
          <TextInput name="scope" label="Nội dung được giao" error={errorAt('scope')} maxLength={500} />
          <TypeBoxes
            label="Chỉ các loại văn bản (không chọn là mọi loại)"
            chosen={types}
            onChange={setTypes}
          />
        </>
      )}
    </SetupDialog>
  )
}

function WhoFields({ setup, errorAt }: FieldsProps & { setup: Setup }) {
  return (
    <>
      <NativeSelect
        name="staffId"
        label="Người ký"
        error={errorAt('staffId')}
        data={[{ value: '', label: 'Hãy chọn' }, ...people(setup)]}
      />
      <NativeSelect
        name="kind"
        label="Quyền hạn"
        defaultValue="delegated"
        error={errorAt('kind')}
        data={Object.entries(authorityKinds).map(([value, label]) => ({ value, label }))}
      />
      <TextInput
        name="post"
        label="Chức vụ in trên văn bản"
        error={errorAt('post')}
        maxLength={200}
        required
      />
      <NativeSelect
        name="grantedBy"
        label="Người giao"
        error={errorAt('grantedBy')}
        data={[{ value: '', label: 'Không có (người đứng đầu)' }, ...people(setup)]}
      />
    </>
  )
}

export function RevokeDialog({
  authority,
  onClose,
}: {
  authority: Setup['authorities'][number]
  onClose(): void
}) {
  return (
    <SetupDialog
      title={`Thôi giao ký: ${authority.name}`}
      intro="Từ hôm nay người này không duyệt ký được nữa; văn bản đã ký trước đó vẫn có giá trị."
      submitLabel="Thôi giao"
      work="thoi-ky"
      fields={['reason']}
      input={(form) => ({ id: authority.id, reason: text(form, 'reason') })}
      onClose={onClose}
    >
      {(errorAt) => (
        <Textarea
          name="reason"
          label="Lý do"
          minRows={2}
          autosize
          error={errorAt('reason')}
          data-autofocus
          required
        />
      )}
    </SetupDialog>
  )
}
