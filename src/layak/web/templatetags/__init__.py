"""What every template may say: icons, figures and the marks of the house."""
