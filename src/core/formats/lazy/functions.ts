// What finds the function at the cursor, in a bundle that is loaded when somebody asks for it.
export { drawableAt } from "../functions/find";
