import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';

interface Props {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
  readonly className?: string;
}

/** One of a few, all visible. */
export function Choices({ label, options, value, onChange, className = 'choices' }: Props) {
  return (
    <RadioGroup className="field" value={value} onChange={onChange}>
      <Label className="label">{label}</Label>
      <div className={className}>
        {options.map((option) => (
          <Radio key={option.id} className="radio" value={option.id}>
            {option.name}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
