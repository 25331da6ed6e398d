/**
 * @param {string} tag
 * @param {string} className
 * @param {...(Node | string)} children
 */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/**
 * Sets a number that the style sheet reads; attributes would be inline style, which the
 * page's own policy forbids.
 * @param {HTMLElement} target
 * @param {string} name
 * @param {number} value
 */
export const setNumber = (target, name, value) =>
  target.style.setProperty(`--${name}`, value.toFixed(4));
