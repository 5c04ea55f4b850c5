# Numbers for test_profile_statistics.py, made by: Rscript tests/profile/reference.R
# Data, parts of R: airquality (153 days, New York 1973, Chambers et al. 1983; missing values),
# ToothGrowth (60 guinea pigs, Crampton 1947; a text, repeated rows), ChickWeight (578 weighings,
# Crowder and Hand 1990; labels that are numbers, strong correlations).
skewness <- function(x) {  # G1 of Joanes and Gill (1998), type 2 in package e1071
  n <- length(x); d <- x - mean(x)
  sqrt(n * (n - 1)) / (n - 2) * mean(d^3) / mean(d^2)^1.5
}
describe <- function(x) {
  missing <- sum(is.na(x)); x <- x[!is.na(x)]
  q <- quantile(x, c(.05, .25, .5, .75, .95), names = FALSE, type = 7)
  fence <- 1.5 * (q[4] - q[2])
  list(count = length(x), missing = missing, distinct = length(unique(x)), min = min(x),
       max = max(x), mean = mean(x), std = sd(x), skewness = skewness(x), q05 = q[1], q25 = q[2],
       median = q[3], q75 = q[4], q95 = q[5], zeros = sum(x == 0), negatives = sum(x < 0),
       outliers = sum(x < q[2] - fence | x > q[4] + fence))
}
value <- function(x) if (is.list(x)) {
  paste0("{", paste0('"', names(x), '": ', sapply(x, value), collapse = ", "), "}")
} else if (length(x) > 1) {
  paste0("[", paste(sapply(x, value), collapse = ", "), "]")
} else if (is.na(x)) "null" else if (is.character(x)) paste0('"', x, '"') else format(x, digits = 16)
columns <- function(data) as.data.frame(lapply(as.list(data), function(x) {
  if (is.factor(x)) type.convert(as.character(x), as.is = TRUE) else x
}))
profile <- function(data) {
  data <- columns(data); numbers <- data[sapply(data, is.numeric)]
  r <- cor(numbers, use = "pairwise.complete.obs")
  pairs <- list()
  for (i in 2:ncol(r)) for (j in 1:(i - 1))
    pairs[[paste(rownames(r)[i], colnames(r)[j])]] <- list(
      r = r[i, j], n = sum(complete.cases(numbers[, c(i, j)])))
  list(data = as.list(data), columns = lapply(numbers, describe), pairs = pairs,
       duplicates = sum(duplicated(data)))
}
cat(value(list(R = as.numeric(paste0(R.version$major, ".", substr(R.version$minor, 1, 1))),
               airquality = profile(airquality), ToothGrowth = profile(ToothGrowth),
               ChickWeight = profile(ChickWeight))), "\n",
    file = "tests/profile/reference.json")
