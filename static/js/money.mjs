// Amounts arrive as whole minor units; the server works everything out, this only writes them.

export class Writer {
  constructor({ language, currency, currencyName, exponent, arabicDigits }) {
    Object.assign(this, { language, currency, currencyName, scale: 10 ** exponent, exponent });
    const system = arabicDigits ? "arab" : "latn";
    const locale = arabicDigits ? "ar-SA" : "en-US";
    this.whole = new Intl.NumberFormat(locale, { numberingSystem: system, maximumFractionDigits: 0 });
    this.exact = new Intl.NumberFormat(locale, { numberingSystem: system, minimumFractionDigits: exponent });
  }

  number(minor) {
    return (minor % this.scale ? this.exact : this.whole).format(minor / this.scale);
  }

  count(number) {
    return this.whole.format(number);
  }

  /** "430,000 ريال" or "SAR 430,000". */
  text(minor) {
    const number = this.number(minor);
    return this.language === "ar" ? `${number} ${this.currencyName}` : `${this.currencyName} ${number}`;
  }

  /** The same as the page's own price element: the number isolated, the currency quiet. */
  element(minor) {
    const span = document.createElement("span");
    const number = document.createElement("bdi");
    const unit = document.createElement("small");
    span.className = "sar";
    number.textContent = this.number(minor);
    unit.textContent = this.currencyName;
    span.append(...(this.language === "ar" ? [number, " ", unit] : [unit, " ", number]));
    return span;
  }
}
